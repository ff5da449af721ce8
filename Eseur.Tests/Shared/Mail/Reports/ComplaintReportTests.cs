using Eseur.Admin.Shared.Mail.Reports;

namespace Eseur.Tests.Shared.Mail.Reports;

public sealed class ComplaintReportTests
{
    public static TheoryData<string> Writers => [.. ComplaintSamples.Abuse.Keys];

    [Theory]
    [MemberData(nameof(Writers))]
    public void Of_AnyProvider_TellsWhatAndOfWhichLetter(string writer)
    {
        var sample = ComplaintSamples.Abuse[writer];
        Assert.All([sample, ReportSamples.WithCrLf(sample)], bytes =>
        {
            var complaint = Read(bytes)!;
            Assert.Equal((ComplaintReport.Abuse, ComplaintSamples.MessageId), (complaint.Type, complaint.MessageId));
            Assert.Equal(writer == "Yahoo", complaint.Senders.Contains(ComplaintSamples.Verp));
            Assert.Equal(writer != "Mail.ru", complaint.Recipients.Contains(ComplaintSamples.Recipient, StringComparer.OrdinalIgnoreCase));
            Assert.Equal(writer != "Yandex", complaint.Unsubscribe?.Contains(ComplaintSamples.Link, StringComparison.Ordinal) == true);
        });
    }

    [Fact]
    public void Of_OtherReportsAndLetters_IsNone()
    {
        byte[][] others = [.. ReportSamples.Failed.Values, ReportSamples.Delayed, ReportSamples.Several, ReportSamples.Holiday, ReportSamples.ReadReceipt, ReportSamples.PlainBounce, ReportSamples.PassedOn];
        Assert.All(others, bytes => Assert.Null(Read(bytes)));
        // Of another type, without the machine's part, without the type.
        Assert.Null(Read(Changed("report-type=feedback-report", "report-type=delivery-status")));
        Assert.Null(Read(Changed("message/feedback-report", "text/plain")));
        Assert.Null(Read(Changed("Feedback-Type:", "X-Type:")));
    }

    [Fact]
    public void Of_ComplaintWithManyAddresses_ReadsTheFirstFew()
    {
        var complaint = Read(ComplaintSamples.Of("abuse", string.Join('\n', Enumerable.Range(0, 1000).Select(i => $"Original-Mail-From: <a{i}@b.example>"))))!;
        Assert.Equal(10, complaint.Senders.Count);
    }

    [Fact]
    public void Of_CutOffAnywhereOrMutated_NeverThrows()
    {
        foreach (var sample in ComplaintSamples.Abuse.Values)
        {
            for (var length = 0; length <= sample.Length; length++)
                Read(sample.AsMemory(0, length));
        }
        var random = new Random(20261124);
        byte[][] samples = [.. ComplaintSamples.Abuse.Values];
        var read = Enumerable.Range(0, 20_000).Count(_ => Read(ReportFuzz.Mutated(samples[random.Next(samples.Length)], random)) is { Type: ComplaintReport.Abuse });
        // Most mutations leave a complaint a complaint: the reader is not merely refusing everything.
        Assert.InRange(read, 5_000, 19_999);
    }

    private static ComplaintReport? Read(ReadOnlyMemory<byte> bytes) => MimePart.Read(bytes) is { } message ? ComplaintReport.Of(message) : null;

    private static byte[] Changed(string what, string into)
    {
        var text = System.Text.Encoding.UTF8.GetString(ComplaintSamples.Of("abuse"));
        Assert.Contains(what, text, StringComparison.Ordinal);
        return ReportSamples.Bytes(text.Replace(what, into, StringComparison.Ordinal));
    }
}
