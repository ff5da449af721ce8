using Eseur.Admin.Data;
using Eseur.Admin.Shared.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Eseur.Tests.Shared.Mail;

public sealed class MailSettingsTests
{
    private static readonly string[] Server = ["Host=smtp.example.org", "Confirmation=confirmation@example.org"];

    [Fact]
    public void Settings_LeftOut_AreTheUsual()
    {
        var settings = Read(Server);
        Assert.Equal((587, MailEncryption.StartTls, "confirmation@example.org", "Реестр Профсоюза"), (settings.Port, settings.Tls, settings.Registry, settings.SenderName));
        Assert.Equal((null, null, null, null, null), (settings.UserName, settings.Bounces, settings.BouncesFolder, settings.Folder, settings.Hello));
    }

    [Theory]
    [InlineData("Tls=tls", 465)]
    [InlineData("Tls=StartTls", 587)]
    [InlineData("Tls=None", 587)]
    public void Port_LeftOut_FollowsTheEncryption(string tls, int port) => Assert.Equal(port, Read([.. Server, tls]).Port);

    [Fact]
    public void Settings_AllGiven_AreRead()
    {
        var settings = Read([.. Server, "Port=2525", "Tls=None", "Registry=registry@example.org", "SenderName=Реестр", "Bounces=returns@example.org", "BouncesFolder=/var/mail/returns", "Hello=реестр.рф"]);
        Assert.Equal((2525, MailEncryption.None, "registry@example.org", "Реестр"), (settings.Port, settings.Tls, settings.Registry, settings.SenderName));
        Assert.Equal(("returns@example.org", Path.GetFullPath("/var/mail/returns"), "xn--e1aa5aceg.xn--p1ai"), (settings.Bounces, settings.BouncesFolder, settings.Hello));
    }

    [Theory]
    [InlineData("Bounces=returns@example.org", "returns+7.abc@example.org")]
    [InlineData("Bounces=", "registry@example.org")]
    public void EnvelopeFrom_WithAMailboxOfReports_CarriesTheMark(string bounces, string sender) =>
        Assert.Equal(sender, Read([.. Server, bounces]).EnvelopeFrom("registry@example.org", 7, "abc"));

    [Theory]
    [InlineData("Port=many", "Mail:Port")]
    [InlineData("Port=0", "Mail:Port")]
    [InlineData("Port=70000", "Mail:Port")]
    [InlineData("Tls=Ssl3", "Mail:Tls")]
    [InlineData("Tls=1", "Mail:Tls")]
    [InlineData("Confirmation=nobody", "Mail:Confirmation")]
    [InlineData("Registry=a@b\r\nc", "Mail:Registry")]
    [InlineData("Registry=анна@example.org", "Mail:Registry")]
    [InlineData("Bounces=returns", "Mail:Bounces")]
    [InlineData("Bounces=returned-letters-of-the-registry@example.org", "Mail:Bounces")]
    [InlineData("BouncesFolder=/var/mail", "Mail:Bounces")]
    [InlineData("Hello=my host", "Mail:Hello")]
    [InlineData("SenderName=a\r\nb", "Mail:SenderName")]
    [InlineData("Password=secret", "Mail:UserName")]
    public void Setting_Broken_SaysWhich(string setting, string named) =>
        Assert.Contains(named, Assert.Throws<StartupException>(() => Read([.. Server, setting])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("smtp.example.org", true)]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    public void Password_OverAnOpenNetwork_IsRefused(string host, bool refused)
    {
        string[] settings = [.. Server, $"Host={host}", "Tls=None", "UserName=registry", "Password=secret"];
        if (refused)
            Assert.Contains("Mail:Tls", Assert.Throws<StartupException>(() => Read(settings)).Message, StringComparison.Ordinal);
        else
            Assert.DoesNotContain("secret", Read(settings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Host_WithoutASender_IsRefused() =>
        Assert.Contains("Mail:Confirmation", Assert.Throws<StartupException>(() => Read(["Host=smtp.example.org"])).Message, StringComparison.Ordinal);

    private static MailSettings Read(string[] settings) => MailSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).GroupBy(s => s[0]).Select(g => KeyValuePair.Create($"Mail:{g.Key}", (string?)g.Last()[1]))).Build(),
        new HostingEnvironment { EnvironmentName = "Production" });

    [Theory]
    [InlineData("registry.example.org")]
    [InlineData("ftp://registry.example.org")]
    public void PublicAddress_Broken_SaysSo(string value) =>
        Assert.Contains("PublicAddress", Assert.Throws<StartupException>(() => new PublicAddress(Settings(["--PublicAddress", value]), In("Production"), null!)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://registry.example.org", "https://registry.example.org/sign-in/reset?user=1")]
    [InlineData("https://example.org/registry/", "https://example.org/registry/sign-in/reset?user=1")]
    public void PublicAddress_Given_BeginsLinks(string value, string link) =>
        Assert.Equal(link, new PublicAddress(Settings(["--PublicAddress", value]), In("Production"), null!).Find("sign-in/reset?user=1")!.ToString());

    [Fact]
    public void PublicAddress_MissingInProduction_IsNotGuessed() => Assert.Null(new PublicAddress(Settings([]), In("Production"), null!).Find("sign-in"));

    private static IConfiguration Settings(string[] settings) => new ConfigurationBuilder().AddCommandLine(settings).Build();

    private static HostingEnvironment In(string environment) => new HostingEnvironment { EnvironmentName = environment };
}
