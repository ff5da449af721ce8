namespace Eseur.Domain.Members;

/// <summary>What a patronymic's ending says of its bearer. Only a first answer in a form: the person may be asked.</summary>
public static class PatronymicSex
{
    private static readonly string[] Men = ["ВИЧ", "ЬИЧ", "МИЧ", "КИЧ", "НИЧ", "ТИЧ", "ОГЛЫ", "ОГЛУ", "УГЛИ", "УУЛУ", "УЛЫ"];
    private static readonly string[] Women = ["ВНА", "ЧНА", "ШНА", "КЫЗЫ", "ГЫЗЫ", "КИЗИ"];

    public static Sex? Guess(string? patronymic)
    {
        var text = SearchText.Of(patronymic);
        return Women.Any(e => EndsWith(text, e)) ? Sex.Woman : Men.Any(e => EndsWith(text, e)) ? Sex.Man : null;
    }

    // The ending alone is a word half typed.
    private static bool EndsWith(string text, string ending) => text.Length > ending.Length && text.EndsWith(ending, StringComparison.Ordinal);
}
