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
        Assert.Equal((8, 600, TimeSpan.FromHours(72)), (settings.Parallel, settings.PerDomainMinute, settings.BounceWindow));
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
        var settings = Read([.. Server, "Port=2525", "Tls=None", "Registry=registry@example.org", "SenderName=Реестр", "Bounces=returns@example.org", "BouncesFolder=/var/mail/returns", "Parallel=64", "PerDomainMinute=0", "BounceWindowHours=24", "Hello=реестр.рф"]);
        Assert.Equal((2525, MailEncryption.None, "registry@example.org", "Реестр"), (settings.Port, settings.Tls, settings.Registry, settings.SenderName));
        Assert.Equal((64, 0, TimeSpan.FromHours(24), "xn--e1aa5aceg.xn--p1ai"), (settings.Parallel, settings.PerDomainMinute, settings.BounceWindow, settings.Hello));
        Assert.Equal(("returns@example.org", Path.GetFullPath("/var/mail/returns")), (settings.Bounces, settings.BouncesFolder));
    }

    [Theory]
    [InlineData("Bounces=returns@example.org", "returns+abc@example.org")]
    [InlineData("Bounces=", "registry@example.org")]
    public void EnvelopeFrom_WithAMailboxOfReports_CarriesTheMark(string bounces, string sender) =>
        Assert.Equal(sender, Read([.. Server, bounces]).EnvelopeFrom("registry@example.org", "abc"));

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
    [InlineData("BouncesFolder=/var/mail", "Mail:Bounces")]
    [InlineData("Parallel=0", "Mail:Parallel")]
    [InlineData("Parallel=65", "Mail:Parallel")]
    [InlineData("PerDomainMinute=-1", "Mail:PerDomainMinute")]
    [InlineData("BounceWindowHours=0", "Mail:BounceWindowHours")]
    [InlineData("BounceWindowHours=1.5", "Mail:BounceWindowHours")]
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
}
