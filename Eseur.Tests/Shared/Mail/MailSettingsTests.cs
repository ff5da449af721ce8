using Eseur.Admin.Data;
using Eseur.Admin.Shared.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Eseur.Tests.Shared.Mail;

public sealed class MailSettingsTests
{
    [Theory]
    [InlineData("Mail:Port", "many", "Mail:Port")]
    [InlineData("Mail:Port", "70000", "Mail:Port")]
    [InlineData("Mail:Tls", "Ssl3", "Mail:Tls")]
    [InlineData("Mail:Confirmation", "nobody", "Mail:Confirmation")]
    [InlineData("Mail:Host", "smtp.example.org", "Mail:Confirmation")]
    public void Setting_Broken_SaysWhich(string key, string value, string named) =>
        Assert.Contains(named, Assert.Throws<StartupException>(() => MailSettings.From(Settings([$"--{key}", value]), In("Production"))).Message, StringComparison.Ordinal);

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
