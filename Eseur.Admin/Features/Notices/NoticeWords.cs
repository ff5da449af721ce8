using System.Text.Encodings.Web;
using System.Text.Json;
using Eseur.Domain.Notices;

namespace Eseur.Admin.Features.Notices;

/// <summary>What a notice's letter says, as it lies in the letter's row.</summary>
internal sealed record NoticeWords(NoticeKind Kind, string Title, string Text, string Link)
{
    // Written as they are, Russian letters take a sixth of the room, and nothing of it goes into a page as markup.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Write() => JsonSerializer.Serialize(this, Compact);

    public static NoticeWords? Read(string? words) => words is null ? null : JsonSerializer.Deserialize<NoticeWords>(words, Compact);
}
