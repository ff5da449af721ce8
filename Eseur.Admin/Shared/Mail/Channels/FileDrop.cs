using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Shared.Mail.Channels;

/// <summary>
/// One JSON file for each message, which another program takes away. A file under its own name is whole, and a letter sent
/// again has the same name: what was not taken yet stays one message.
/// </summary>
public sealed class FileDrop(LetterChannel channel, string? folder, TimeProvider clock) : ILetterChannel
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public LetterChannel Channel => channel;

    public bool IsSetUp => folder is not null;

    public async Task SendAsync(WrittenLetter written, Letter letter, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder!);
        var message = new Message(letter.Key, written.To, ShortText.Of(written.Text), clock.GetUtcNow().UtcDateTime);
        var name = Path.Combine(folder!, letter.Key.ToString("N"));
        await File.WriteAllBytesAsync(name + ".part", JsonSerializer.SerializeToUtf8Bytes(message, Readable), cancel);
        File.Move(name + ".part", name + ".json", overwrite: true);
    }

    /// <param name="At">UTC.</param>
    private sealed record Message(Guid Key, string To, string Text, DateTime At);
}
