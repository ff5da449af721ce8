using System.Globalization;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>The recipient's own record, a passport or a card, as letters lead to it.</summary>
internal static class Records
{
    public const string OfPassport = "паспорт организации";
    public const string SampleAddress = "https://reestr.example.org/organizations/1/passport";

    public static string Title(Addressee addressee) => addressee.Kind == RecipientKind.Member ? "карточка члена Профсоюза" : OfPassport;

    public static string Address(Addressee addressee) => new Uri(addressee.Root, Path(addressee)).AbsoluteUri;

    /// <summary>Opens the tab with the cursor in the field.</summary>
    public static string Address(Addressee addressee, CatalogueTab tab, string key) => new Uri(addressee.Root, $"{Path(addressee)}/{tab.Key}?field={key}").AbsoluteUri;

    private static string Path(Addressee addressee) => addressee.Member is { } member
        ? string.Create(CultureInfo.InvariantCulture, $"members/{member.Id}")
        : string.Create(CultureInfo.InvariantCulture, $"organizations/{addressee.Organization.Id}/passport");
}
