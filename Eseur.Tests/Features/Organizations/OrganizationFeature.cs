using Eseur.Admin.Data;
using Eseur.Admin.Features.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Organizations;

/// <summary>The feature's services as they work for one person.</summary>
internal static class OrganizationFeature
{
    public static OrganizationMoves MovesAs(this TestRegistry registry, Actor actor) =>
        new(registry.DatabaseAs(actor), registry.App.Services.GetRequiredService<ReferenceStore>(), TimeProvider.System);

    public static OrganizationList ListAs(this TestRegistry registry, Actor actor) =>
        new(registry.DatabaseAs(actor), registry.BoardOf(actor), registry.App.Services.GetRequiredService<ReferenceStore>());

    public static OrganizationSearch SearchAs(this TestRegistry registry, Actor actor) => new(registry.DatabaseAs(actor));

    private static RegistryDatabase DatabaseAs(this TestRegistry registry, Actor actor) =>
        new(registry.App.Services.GetRequiredService<IDbContextFactory<RegistryContext>>(), new FixedActor(actor));
}
