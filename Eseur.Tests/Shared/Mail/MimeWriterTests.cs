using System.Text;
using Eseur.Admin.Shared.Mail.Smtp;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Shared.Mail;

/// <summary>Whatever is typed comes back the same and ends neither a header nor a part.</summary>
public sealed class MimeWriterTests
{
    private static readonly DateTimeOffset Date = new(2026, 11, 21, 12, 5, 9, TimeSpan.FromHours(3));

    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(t => t ?? ""),
        Gen.Elements("\r\nBcc: all@example.org", "a\0b", "Список: «Ёлка»", "=?utf-8?B?0YE=?=", "\"Петров\", А.", " a ", "--=_a_", ".\r\n.\r\n..", "👩‍👩‍👧‍👧", "\ud800", "a,b;c", "x\ty", new string('щ', 400), new string('a', 1200), "O'Brien (50%)*.pdf", "..\\..\\etc/passwd"))
        .SelectMany(a => Gen.OneOf(Gen.Constant(a), ArbMap.Default.GeneratorFor<string>().Select(b => a + b)));

    [Fact]
    public void Letter_AnyWords_ComeBackTheSame() => Prop.ForAll(Texts.ToArbitrary(), Texts.ToArbitrary(), Texts.ToArbitrary(), (subject, name, text) =>
    {
        var read = MimeRead.Of(Write(Mail(subject, name, text)));
        Assert.Equal(Line(subject), read.Header("Subject"));
        Assert.Equal(string.IsNullOrWhiteSpace(name) ? "<anna@example.org>" : Line(name) + " <anna@example.org>", read.Header("To"));
        Assert.Equal(Lines(text), read.Find("text/plain").Text);
        Assert.Equal(Lines(text + name), read.Find("text/html").Text);
        var file = read.Parts[1];
        Assert.Equal(subject.Length == 0 ? "file" : string.Concat(Whole(subject).EnumerateRunes().Select(r => Rune.IsControl(r) || r.Value is '/' or '\\' ? "_" : r.ToString())), file.FileName);
        Assert.Equal(Encoding.UTF8.GetBytes(text), file.Bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Letter_AnyWords_HasItsOwnHeadersInShortSevenBitLines() => Prop.ForAll(Texts.ToArbitrary(), Texts.ToArbitrary(), Texts.ToArbitrary(), (subject, name, text) =>
    {
        var message = Write(Mail(subject, name, text));
        Assert.True(Ascii.IsValid(message));
        Assert.DoesNotContain('\0', message);
        Assert.DoesNotContain('\n', message.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', message.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(message.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.Equal(["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"], MimeRead.Of(message).Headers.Select(h => h.Name));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Letter_WithoutFiles_IsTwoBodiesAndItsDateIsUtc()
    {
        var read = MimeRead.Of(Write(SampleMail.To()));
        Assert.Equal("multipart/alternative", read.Type);
        Assert.Equal(["text/plain", "text/html"], read.Parts.Select(p => p.Type));
        Assert.Equal(("Sat, 21 Nov 2026 09:05:09 +0000", "<k1@registry.example>", "1.0"), (read.Raw("Date"), read.Raw("Message-ID"), read.Raw("MIME-Version")));
    }

    [Fact]
    public void Subject_Long_IsFoldedAtSeventySixWithoutHalfCharacters()
    {
        var subject = string.Concat(Enumerable.Repeat("Отчётно-выборная конференция 👩‍🏫 ", 10)).Trim();
        var message = Write(SampleMail.To() with { Subject = subject });
        Assert.Equal(subject, MimeRead.Of(message).Header("Subject"));
        Assert.All(message.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
        Assert.DoesNotContain("\ufffd", string.Concat(message.Split("=?utf-8?B?").Skip(1).Select(w => Encoding.UTF8.GetString(Convert.FromBase64String(w.Split("?=")[0])))), StringComparison.Ordinal);
    }

    [Fact]
    public void Header_LongList_IsFoldedAtItsSpaces()
    {
        var value = $"<mailto:returns+{new string('a', 40)}@registry.example>, <https://registry.example/unsubscribe/{new string('b', 60)}>";
        var message = Write(SampleMail.To() with { Headers = [new MailHeader("List-Unsubscribe", value)] });
        Assert.Equal(value, MimeRead.Of(message).Raw("List-Unsubscribe"));
        Assert.Contains(">,\r\n <https", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-A", "a\r\nBcc: b@example.org")]
    [InlineData("X-A", "a\0")]
    [InlineData("X A", "a")]
    [InlineData("X-A:", "a")]
    [InlineData("Ключ", "a")]
    [InlineData("", "a")]
    public void Header_ThatWouldBeginAnother_IsRefused(string name, string value) => Assert.Throws<ArgumentException>(() => new MailHeader(name, value));

    [Theory]
    [InlineData("k1@registry.example>\r\nBcc: <b@example.org")]
    [InlineData("k1")]
    [InlineData("k 1@registry.example")]
    public void MessageId_ThatIsNone_IsRefused(string id) => Assert.Throws<ArgumentException>(() => Write(SampleMail.To() with { MessageId = id }));

    [Theory]
    [InlineData("application/pdf", "application/pdf")]
    [InlineData("text/csv; charset=utf-8", "text/csv")]
    [InlineData("text/html\r\nBcc: b@example.org", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    public void File_OfAnyType_IsOfAKnownOne(string given, string written) =>
        Assert.Equal(written, MimeRead.Of(Write(SampleMail.To() with { Attachments = [new MailAttachment("a", given, new byte[] { 1 })] })).Parts[1].Type);

    [Fact]
    public void Data_AnyMessage_ComesBackWithoutItsDots() => Prop.ForAll(Gen.ArrayOf(Gen.Elements("", ".", "..", ".a", "a.", "a")).ToArbitrary(), lines =>
    {
        var message = string.Concat(lines.Select(l => l + "\r\n"));
        using var buffer = new MimeBuffer();
        buffer.Data(Encoding.ASCII.GetBytes(message));
        var sent = Encoding.ASCII.GetString(buffer.Written.Span).Split("\r\n");
        Assert.Equal([".", ""], sent[^2..]);
        Assert.DoesNotContain(".", sent[..^2]);
        Assert.Equal(lines, sent[..^2].Select(l => l.StartsWith('.') ? l[1..] : l));
    }).QuickCheckThrowOnFailure();

    private static OutgoingMail Mail(string subject, string name, string text) => SampleMail.To() with
    {
        Subject = subject, To = new Mailbox("anna@example.org", name), Text = text, Html = text + name,
        Headers = [new MailHeader("Auto-Submitted", "auto-generated")], Attachments = [new MailAttachment(subject, text, Encoding.UTF8.GetBytes(text))],
    };

    private static string Write(OutgoingMail mail)
    {
        using var buffer = new MimeBuffer();
        MimeWriter.Write(buffer, mail, Date);
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }

    /// <summary>Half a character cannot be written.</summary>
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(r => r.ToString()));

    private static string Line(string text) => string.Concat(Whole(text).EnumerateRunes().Select(r => Rune.IsControl(r) ? " " : r.ToString()));

    private static string Lines(string text) => Whole(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
