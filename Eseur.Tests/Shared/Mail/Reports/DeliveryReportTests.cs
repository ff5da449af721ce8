using System.Diagnostics;
using System.Text;
using Eseur.Admin.Shared.Mail.Reports;

namespace Eseur.Tests.Shared.Mail.Reports;

public sealed class DeliveryReportTests
{
    public static TheoryData<string> Writers => [.. ReportSamples.Failed.Keys];

    [Theory]
    [MemberData(nameof(Writers))]
    public void Read_FailureOfAnyServer_TellsWhatFailedAndOfWhichLetter(string writer)
    {
        var sample = ReportSamples.Failed[writer];
        Assert.All([sample, ReportSamples.WithCrLf(sample)], bytes => AssertFailure(writer, DeliveryReport.Read(bytes)));
    }

    private static void AssertFailure(string writer, DeliveryReport? report)
    {
        Assert.Equal(ReportKind.Delivery, report?.Kind);
        Assert.Contains(ReportSamples.Verp, report!.CameTo, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(ReportSamples.MessageId, report.MessageId);
        var recipient = Assert.Single(report.Recipients);
        Assert.Equal((DeliveryAction.Failed, "anna@school.example"), (recipient.Action, recipient.FinalRecipient));
        Assert.Equal(writer == "Exchange" ? "5.1.10" : "5.1.1", recipient.Status);
        Assert.StartsWith("550", recipient.Diagnostic, StringComparison.Ordinal);
        Assert.EndsWith(".example", report.ReportingMta, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Postfix_KeepsEveryField()
    {
        var report = DeliveryReport.Read(ReportSamples.Failed["Postfix"])!;
        Assert.Equal(("letter-100", "mail.registry.example"), (report.EnvelopeId, report.ReportingMta));
        Assert.Equal(new RecipientReport("anna@school.example", "anna@school.example", DeliveryAction.Failed, "5.1.1", "550 5.1.1 <anna@school.example>: Recipient address rejected: User unknown in local recipient table", "mx.school.example"), report.Recipients[0]);
        Assert.Equal(["bounces@registry.example", ReportSamples.Verp], report.CameTo);
    }

    [Fact]
    public void Read_Delay_IsNoFailure()
    {
        var report = DeliveryReport.Read(ReportSamples.Delayed)!;
        Assert.Equal((DeliveryAction.Delayed, "4.4.1"), (report.Recipients[0].Action, report.Recipients[0].Status));
        Assert.Null(report.MessageId);
    }

    [Fact]
    public void Read_SeveralRecipients_EachItsOwn()
    {
        var report = DeliveryReport.Read(ReportSamples.Several)!;
        Assert.Equal("mx.example", report.ReportingMta);
        Assert.Equal([("a@one.example", DeliveryAction.Failed, "5.2.2"), ("b@two.example", DeliveryAction.Relayed, "2.0.0"), ("d@four.example", DeliveryAction.Delivered, null)], report.Recipients.Select(r => (r.FinalRecipient, r.Action, r.Status)));
    }

    [Fact]
    public void Read_OtherLetters_AreNoReports()
    {
        Assert.Equal(ReportKind.AutomaticAnswer, DeliveryReport.Read(ReportSamples.Holiday)?.Kind);
        Assert.Equal(ReportKind.AutomaticAnswer, DeliveryReport.Read(ReportSamples.ReadReceipt)?.Kind);
        Assert.Equal(ReportKind.NotAReport, DeliveryReport.Read(ReportSamples.PlainBounce)?.Kind);
        Assert.Equal(ReportKind.NotAReport, DeliveryReport.Read(ReportSamples.PassedOn)?.Kind);
        Assert.Equal([ReportSamples.Verp], DeliveryReport.Read(ReportSamples.PlainBounce)!.CameTo);
    }

    [Theory]
    [InlineData("5.7.1", "550 5.1.1 gone", "5.7.1")]
    [InlineData("5.0.0", "550 5.1.1 gone", "5.1.1")]
    [InlineData("5.0.0", "450 4.2.2 full", "5.0.0")]
    [InlineData("5.0.0", "host [5.1.1.1] said no", "5.0.0")]
    [InlineData("", "550 5.2.1 off", "5.2.1")]
    [InlineData("", "550 no such user", null)]
    public void Read_Status_IsTheMostExact(string status, string diagnostic, string? expected)
    {
        var report = DeliveryReport.Read(ReportSamples.Bytes($"To: {ReportSamples.Verp}\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@example.org\nAction: failed\nStatus: {status}\nDiagnostic-Code: smtp; {diagnostic}\n--b--\n"));
        Assert.Equal(expected, report!.Recipients[0].Status);
    }

    [Fact]
    public void Read_CutOffAnywhere_NeverThrows()
    {
        foreach (var sample in ReportSamples.Failed.Values)
        {
            for (var length = 0; length <= sample.Length; length++)
                DeliveryReport.Read(sample.AsMemory(0, length));
        }
    }

    [Fact]
    public void Read_RandomBytes_NeverThrowsNorLasts()
    {
        var random = new Random(20261122);
        Assert.All(Enumerable.Range(0, 20_000), _ =>
        {
            var bytes = new byte[random.Next(2000)];
            random.NextBytes(bytes);
            Assert.NotEqual(ReportKind.Delivery, Bounded(bytes)?.Kind);
        });
    }

    [Fact]
    public void Read_MutatedReports_NeverThrowsNorLasts()
    {
        var random = new Random(20261123);
        byte[][] samples = [.. ReportSamples.Failed.Values, ReportSamples.Delayed, ReportSamples.Several, ReportSamples.PassedOn];
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            if (Bounded(ReportFuzz.Mutated(samples[random.Next(samples.Length)], random))?.Kind == ReportKind.Delivery)
                read++;
        }
        // Most mutations leave a report a report: the reader is not merely refusing everything.
        Assert.InRange(read, 5_000, 19_999);
    }

    [Fact]
    public void Read_MeantToExhaust_IsRefusedInAMoment()
    {
        var watch = Stopwatch.StartNew();
        Assert.Null(DeliveryReport.Read(new byte[MimePart.MostBytes + 1]));
        var deep = string.Concat(Enumerable.Range(0, 50).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        Assert.Null(DeliveryReport.Read(ReportSamples.Bytes(deep)));
        var many = "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\n", 200));
        Assert.Null(DeliveryReport.Read(ReportSamples.Bytes(many)));
        foreach (var line in new[] { "a:b\n", "\n", " \n", "--b\n", "To: a@b\n", "Content-Type: multipart/report; boundary=b;", "=", "\"", "@", "5.1.1 " })
        {
            foreach (var beginning in new[] { "", "To: ", "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n", "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nAction: failed\nDiagnostic-Code: smtp; " })
                DeliveryReport.Read(ReportSamples.Bytes(beginning + string.Concat(Enumerable.Repeat(line, 1_000_000 / line.Length))));
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    private static DeliveryReport? Bounded(byte[] bytes)
    {
        var watch = Stopwatch.StartNew();
        var report = DeliveryReport.Read(bytes);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), Encoding.Latin1.GetString(bytes));
        return report;
    }
}
