using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Live.Cards;
using Eseur.Domain.Access;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Members.Register;

/// <summary>A number of a card says nothing of its person; with an age beside it, finding it or not would.</summary>
public sealed class HiddenAgesTests
{
    [Theory]
    [InlineData(RegistryRole.PersonalAnalyst, 1)]
    [InlineData(RegistryRole.Analyst, 0)]
    public async Task Find_CardNumberWithAnAge_AnswersOnlyWherePeopleAreShown(RegistryRole role, int found)
    {
        await using var registry = await TestRegistry.StartAsync();
        var school = await registry.SchoolOfMembersAsync();
        var id = await registry.PutAsync(school, "Петрова", "Анна", "Ивановна", m => m.Fill(PersonTab.BirthDate, new DateOnly(1980, 1, 1)));
        await registry.CatchUpAsync();
        await registry.App.Services.GetRequiredService<MemberIndex>().LoadAsync();
        var register = registry.RegisterAs(new Actor("Ким", 1, Scope.Of([new Reach(role, $"/{registry.RootId}/", null)])));

        Assert.Equal(found, (await register.FindAsync(new MemberFilter { Query = $"{id}", AgeFrom = 18, AgeTo = 90 })).Count);
        Assert.Equal(1, (await register.FindAsync(new MemberFilter { Query = $"{id}" })).Count);
    }
}
