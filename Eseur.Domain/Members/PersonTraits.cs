namespace Eseur.Domain.Members;

/// <summary>What one person is told from another by. Phone and e-mail are in the form the catalogue keeps them in.</summary>
public sealed record PersonTraits(string Surname, string Name, string? Patronymic, DateOnly? BirthDate = null, string? Phone = null, string? Email = null)
{
    public static PersonTraits Of(Member member) => new(member.Surname, member.Name, member.Patronymic, member.BirthDate, member.Phone, member.Email);

    public string FullName => string.IsNullOrEmpty(Patronymic) ? $"{Surname} {Name}" : $"{Surname} {Name} {Patronymic}";

    public long NameKey => NameKeys.Of(FullName);
}
