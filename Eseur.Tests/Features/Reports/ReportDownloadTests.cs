using System.Net;
using Eseur.Admin.Features.Account;
using Eseur.Domain.Access;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Reports;
using Eseur.Admin.Shared.Jobs;
using Eseur.Tests.Shared.Excel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Reports;

/// <summary>The file through the real server, signed in through the real page.</summary>
public sealed class ReportDownloadTests
{
    private const string Password = "pass-phrase-2026";

    [Fact]
    public async Task File_OfTheirOwn_ComesWithItsRussianName()
    {
        await using var ground = await ServeAsync();
        using var client = await SignInAsync(ground, "one@example.org");
        var job = await MakeAsync(ground, "one@example.org");

        using var answer = await client.GetAsync($"jobs/{job.Id}/file");

        answer.EnsureSuccessStatusCode();
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(job.File!.Name, answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.StartsWith("Полнота паспортов, Профсоюз, ", job.File!.Name, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        using var book = new Book(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(3, book.Sheets.Count);
    }

    [Fact]
    public async Task File_AskedInParts_ComesInParts()
    {
        await using var ground = await ServeAsync();
        using var client = await SignInAsync(ground, "one@example.org");
        var job = await MakeAsync(ground, "one@example.org");
        using var question = new HttpRequestMessage(HttpMethod.Get, $"jobs/{job.Id}/file") { Headers = { Range = new(0, 1) } };

        using var answer = await client.SendAsync(question);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("PK"u8.ToArray(), await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task File_OfAnotherPersonOrNone_IsNotFound()
    {
        await using var ground = await ServeAsync();
        using var client = await SignInAsync(ground, "two@example.org");
        var job = await MakeAsync(ground, "one@example.org");

        foreach (var id in new[] { job.Id, Guid.NewGuid() })
        {
            using var answer = await client.GetAsync($"jobs/{id}/file");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task File_NotSignedIn_LeadsToTheSignIn()
    {
        await using var ground = await ServeAsync();
        var job = await MakeAsync(ground, "one@example.org");
        using var client = SignedInClient.Anonymous(ground.Registry);

        using var answer = await client.GetAsync($"jobs/{job.Id}/file");

        Assert.StartsWith("/sign-in", answer.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reports", "Что будет в сводке|Членский профсоюзный взнос")]
    [InlineData("reports?lacks=dues", "Считаем…")]
    [InlineData("reports?under=999999", "Такой страницы нет")]
    public async Task Page_FirstPaint_StandsWithoutWaitingForTables(string address, string texts)
    {
        await using var ground = await ServeAsync();
        using var client = await SignInAsync(ground, "one@example.org");

        var page = WebUtility.HtmlDecode(await (await client.GetAsync(address)).Content.ReadAsStringAsync());

        Assert.All(texts.Split('|'), text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    private static async Task<ReportGround> ServeAsync()
    {
        var ground = await ReportGround.LayAsync("--urls", "http://127.0.0.1:0");
        foreach (var email in new[] { "one@example.org", "two@example.org" })
            await ground.Registry.HireAsync(email, email, Password, RegistryRole.PersonalAnalyst, ground.Registry.RootId);
        await ground.Registry.App.StartAsync();
        return ground;
    }

    private static async Task<Job> MakeAsync(ReportGround ground, string email)
    {
        await using var scope = ground.Registry.App.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<UserManager<RegistryUser>>().FindByEmailAsync(email);
        var job = ground.Jobs.Start(user!.Id, new OrganizationFilter());
        await job.Finished;
        return job;
    }

    private static Task<HttpClient> SignInAsync(ReportGround ground, string email) => SignedInClient.SignInAsync(ground.Registry, email, Password);
}
