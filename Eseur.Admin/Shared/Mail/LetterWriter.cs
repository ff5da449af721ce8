using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Eseur.Admin.Shared.Mail;

/// <summary>Makes a letter of its words.</summary>
public sealed class LetterWriter(IServiceProvider services, ILoggerFactory logs)
{
    public async Task<WrittenLetter> WriteAsync(string to, string name, LetterWords words) =>
        new(to, name, words.Title, words.AsText(), await RenderAsync<LetterBody>(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(LetterBody.Words)] = words }));

    /// <summary>A whole document, drawn outside any page.</summary>
    public async Task<string> RenderAsync<TBody>(IDictionary<string, object?> parameters)
        where TBody : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return "<!DOCTYPE html>\n" + await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TBody>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
