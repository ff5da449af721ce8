using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Eseur.Admin.Shared.Mail;

/// <summary>Makes a letter of its words.</summary>
public sealed class LetterWriter(IServiceProvider services, ILoggerFactory logs)
{
    public async Task<WrittenLetter> WriteAsync(string to, string name, LetterWords words)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<LetterBody>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(LetterBody.Words)] = words }))).ToHtmlString());
        return new WrittenLetter(to, name, words.Title, words.AsText(), "<!DOCTYPE html>\n" + html);
    }
}
