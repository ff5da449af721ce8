using Eseur.Domain.Access;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Features.Access;

/// <summary>Who is to be given what: the form of an invitation, of a further role and of a handed-over one.</summary>
public sealed class Invitee
{
    public static readonly Field EmailField = Field.Of<Invitee>("email", i => i.Email, "E-mail", new EmailKind(), "Сюда придёт приглашение; с этим адресом человек будет входить.", required: true);

    public static readonly Field NameField = Field.Of<Invitee>("name", i => i.Name, "Фамилия, имя, отчество", new PersonNameKind(), required: true);

    public static readonly Field UntilField = Field.Of<Invitee>("until", i => i.Until, "Последний день доступа", new DateKind(2020, 2099), "Можно не указывать: тогда доступ действует, пока его не прекратят.");

    public string Email { get; set; } = "";

    public string Name { get; set; } = "";

    public RegistryRole Role { get; set; }

    public int OrganizationId { get; set; }

    /// <summary>Moscow time; null for no end.</summary>
    public DateOnly? Until { get; set; }
}
