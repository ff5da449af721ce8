using Eseur.Domain;

namespace Eseur.Admin.Data;

/// <summary>A list's query string that a person gave a name to.</summary>
public sealed class SavedView
{
    public const int TitleLength = 80;
    public const int QueryLength = 2000;

    private SavedView() { }

    public SavedView(int userId, string page, string title, string query)
    {
        Title = title.Trim() is { Length: > 0 and <= TitleLength } named ? named : throw new RuleBrokenException($"Назовите отбор: от 1 до {TitleLength} знаков.");
        Query = query.Length <= QueryLength ? query : throw new RuleBrokenException("Отбор слишком длинный, чтобы его запомнить. Уберите часть условий.");
        UserId = userId;
        Page = page;
    }

    public int Id { get; private set; }

    public int UserId { get; private set; }

    /// <summary>Which list: the first part of its address.</summary>
    public string Page { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>As in the address, with the question mark; empty for the list as it comes.</summary>
    public string Query { get; private set; } = "";
}
