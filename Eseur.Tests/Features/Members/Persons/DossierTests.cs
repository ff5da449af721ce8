using System.Net;
using System.Text.Json;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Members.Persons;
using Eseur.Domain.Access;
using Eseur.Domain.Changes;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Persons;

public sealed class DossierTests
{
    private const string Password = "pass-phrase-2026";

    [Fact]
    public async Task Dossier_OfAFullCard_HoldsEverythingInBothForms()
    {
        await using var ground = await PersonGround.OpenAsync("--urls", "http://127.0.0.1:0");
        var user = await ground.Registry.HireAsync("chair@planted.test", "Анна Выдающая", Password, RegistryRole.Chairperson, ground.School);
        await using (var context = await ground.Registry.OpenAsync())
        {
            await context.Users.Where(u => u.Id == user).ExecuteUpdateAsync(set => set.SetProperty(u => u.MemberId, ground.Member));
            var returned = Letter.To(new Recipient(RecipientKind.Member, ground.Member, ground.School, LevelGroup.Primary, "Имя", "letter@planted.test", Obstacle.None), LetterKind.Notice, DateTime.UtcNow);
            returned.MarkBounced("5.1.1", "Такого ящика не нашлось", DateTime.UtcNow);
            context.AddRange(returned, Letter.To(Recipient.OfAccount(user, "Имя", "chair@planted.test"), LetterKind.PasswordChanged, DateTime.UtcNow));
            await context.SaveChangesAsync();
        }
        await ground.Registry.App.StartAsync();
        using var client = await SignedInClient.SignInAsync(ground.Registry, "chair@planted.test", Password);

        using var json = await client.GetAsync($"members/{ground.Member}/dossier.json");
        using var html = await client.GetAsync($"members/{ground.Member}/dossier.html");

        foreach (var answer in new[] { json, html })
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl is { NoStore: true, Public: false });
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            Assert.DoesNotContain("Тайна", answer.Content.Headers.ContentDisposition.FileNameStar, StringComparison.Ordinal);
        }
        var (written, page) = (await json.Content.ReadAsStringAsync(), WebUtility.HtmlDecode(await html.Content.ReadAsStringAsync()));
        foreach (var (field, value) in ground.OnCard)
        {
            var text = field.Kind.Format(value);
            Assert.Contains(text, written, StringComparison.Ordinal);
            Assert.Contains(field.Shown(text, Eseur.Domain.References.ReferenceBook.Default), page, StringComparison.Ordinal);
        }
        foreach (var trace in new[] { "Я соглашаюсь с этим текстом.", TicketNumber.Format(PersonGround.Ticket), PersonGround.Writer, "chair@planted.test", "letter@planted.test", "Уведомление реестра", "Такого ящика не нашлось", "Вернулось", "Пароль сменён" })
        {
            Assert.Contains(trace, written, StringComparison.Ordinal);
            Assert.Contains(trace, page, StringComparison.Ordinal);
        }
        Assert.Contains("data:image/png;base64,AQID", page, StringComparison.Ordinal);

        using var read = JsonDocument.Parse(written);
        var root = read.RootElement;
        Assert.Equal("eseur-dossier-1", root.GetProperty("format").GetString());
        Assert.Equal(Catalogue.Card.Fields.Select(f => f.Key), root.GetProperty("card").GetProperty("tabs").EnumerateArray().SelectMany(t => t.GetProperty("fields").EnumerateArray()).Select(f => f.GetProperty("key").GetString()));
        Assert.Equal(2, root.GetProperty("consents").GetArrayLength());
        Assert.Equal("AQID", root.GetProperty("photo").GetProperty("content").GetString());
        Assert.Equal(1, root.GetProperty("accounts")[0].GetProperty("sessions").GetArrayLength());
        Assert.Equal(1, root.GetProperty("offices").GetArrayLength());
        Assert.Equal(2, root.GetProperty("letters").GetArrayLength());
        Assert.True(root.GetProperty("changes").GetArrayLength() >= 2);
        foreach (var secret in new[] { "passwordHash", "securityStamp", "AQAAAA" })
            Assert.DoesNotContain(secret, written, StringComparison.OrdinalIgnoreCase);

        await using var stored = await ground.Registry.OpenAsync();
        Assert.All(await stored.Readings.Where(r => r.Kind == ReadingKind.Dossier).ToListAsync(), r => Assert.Equal(("Анна Выдающая", user, ground.Member, ground.School), (r.Actor, r.UserId, r.MemberId, r.OrganizationId)));
        Assert.Equal(2, await stored.Readings.CountAsync(r => r.Kind == ReadingKind.Dossier));
    }

    [Theory]
    [InlineData(RegistryRole.Analyst, null)]
    [InlineData(RegistryRole.Apparatus, "/1/999/")]
    [InlineData(RegistryRole.Chairperson, "/1/")]
    public async Task Dossier_ForOthers_IsNotThereAndNothingIsWrittenDown(RegistryRole role, string? path)
    {
        await using var ground = await PersonGround.OpenAsync();
        await using var scope = ground.Registry.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(PersonGround.As(role, path ?? "/1/"));
        Assert.Null(await scope.ServiceProvider.GetRequiredService<DossierReader>().ReadAsync(ground.Member));
        await using var context = await ground.Registry.OpenAsync();
        Assert.Equal(0, await context.Readings.CountAsync());
    }
}
