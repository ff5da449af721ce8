using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>How a letter speaks to a person: first name and patronymic.</summary>
public static class GivenNames
{
    public static string? Of(Addressee addressee) => addressee.Member is { } member ? Join(member.Name, member.Patronymic) : Of(addressee.Name);

    /// <summary>Of a full name in one line, surname first; as it stands where there is no telling.</summary>
    public static string? Of(string? fullName)
    {
        var words = (fullName ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Nobody is spoken to by letters with points.
        if (words.Length < 2 || words.Any(w => w.EndsWith('.')))
            return fullName;
        // «Мария Петровна Иванова»: the surname stands last.
        return words.Length == 3 && PatronymicSex.Guess(words[2]) is null && PatronymicSex.Guess(words[1]) is not null
            ? Join(words[0], words[1])
            : string.Join(' ', words[1..]);
    }

    private static string Join(string name, string? patronymic) => patronymic is null ? name : $"{name} {patronymic}";
}
