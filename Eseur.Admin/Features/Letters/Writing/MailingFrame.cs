using System.Net;
using Eseur.Admin.Shared.Mail;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>The letter around a mailing's words: drawn once, then only cut and joined for each recipient.</summary>
public sealed class MailingFrame
{
    public const string UnsubscribeLabel = "Отписаться от рассылок";

    private readonly string sender;
    private readonly (string Before, int Slot)[] parts;
    private readonly string end;

    private MailingFrame(string sender, (string Before, int Slot)[] parts, string end) => (this.sender, this.parts, this.end) = (sender, parts, end);

    /// <param name="sender">In whose name the mailing goes.</param>
    /// <param name="mayEnd">Whether its letters have a link that ends them: an organisation's own mailbox has none.</param>
    public static async Task<MailingFrame> DrawAsync(LetterWriter writer, string sender, bool mayEnd = true)
    {
        // Of this frame only: no sender's name holds one.
        string[] slots = [.. Enumerable.Range(0, 4).Select(_ => $"slot-{Guid.NewGuid():N}")];
        var html = await writer.RenderAsync<MailingBody>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(MailingBody.Title)] = slots[0], [nameof(MailingBody.Words)] = slots[1], [nameof(MailingBody.Sender)] = sender,
            [nameof(MailingBody.Reason)] = slots[2], [nameof(MailingBody.Unsubscribe)] = mayEnd ? slots[3] : null,
        });
        var cut = new List<(string, int)>();
        var from = 0;
        foreach (var (at, slot) in slots.Select((slot, i) => (At: html.IndexOf(slot, StringComparison.Ordinal), i)).Where(s => s.At >= 0).OrderBy(s => s.At))
        {
            cut.Add((html[from..at], slot));
            from = at + slots[slot].Length;
        }
        return new MailingFrame(sender, [.. cut], html[from..]);
    }

    /// <summary>The whole letter in both its forms.</summary>
    /// <param name="words">What the mailing says to this recipient.</param>
    /// <param name="reason">See <see cref="LetterReason"/>.</param>
    /// <param name="unsubscribe">Null where the frame was drawn without it.</param>
    public (string Html, string Text) Around(LetterText words, string reason, Uri? unsubscribe)
    {
        string[] filled = [WebUtility.HtmlEncode(words.Subject), words.Html, WebUtility.HtmlEncode(reason), WebUtility.HtmlEncode(unsubscribe?.AbsoluteUri ?? "")];
        var html = string.Concat([.. parts.SelectMany(p => new[] { p.Before, filled[p.Slot] }), end]);
        // Two dashes and a space: mail programs know by them where the signature begins (RFC 3676).
        return (html, $"{words.Text}\n-- \n{sender}\n{reason}\n{(unsubscribe is null ? "" : $"{UnsubscribeLabel}: {unsubscribe.AbsoluteUri}\n")}{LetterWords.Signature}\n");
    }
}
