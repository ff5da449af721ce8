using Eseur.Admin.Data;
using Eseur.Domain;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.SavedViews;

/// <summary>The acting person's own names for queries of lists.</summary>
public sealed class SavedViewList(RegistryDatabase database)
{
    /// <summary>More would be a list to search in, not a menu.</summary>
    public const int Most = 30;

    public async Task<IReadOnlyList<SavedView>> OfAsync(string page)
    {
        await using var context = await database.OpenAsync();
        var person = context.Actor?.UserId;
        var views = await context.SavedViews.AsNoTracking().Where(v => v.UserId == person && v.Page == page).ToListAsync();
        return [.. views.OrderBy(v => v.Title, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>Keeps the query under the title; a view of that title is replaced.</summary>
    /// <exception cref="RuleBrokenException">The title or the query cannot be kept; the message says why.</exception>
    public async Task SaveAsync(string page, string title, string query)
    {
        await using var context = await database.OpenAsync();
        var person = context.Actor?.UserId ?? throw new RuleBrokenException("Отборы запоминаются тем, кто вошёл. Войдите и попробуйте ещё раз.");
        var view = new SavedView(person, page, title, query);
        var others = await context.SavedViews.CountAsync(v => v.UserId == person && v.Page == page && v.Title != view.Title);
        if (others >= Most)
            throw new RuleBrokenException($"Запомнено уже {Most} отборов. Удалите ненужный, и можно будет добавить новый.");
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.SavedViews.Where(v => v.UserId == person && v.Page == page && v.Title == view.Title).ExecuteDeleteAsync();
        context.Add(view);
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Somebody else's view stays.</summary>
    public async Task DeleteAsync(int id)
    {
        await using var context = await database.OpenAsync();
        var person = context.Actor?.UserId;
        await context.SavedViews.Where(v => v.Id == id && v.UserId == person).ExecuteDeleteAsync();
    }
}
