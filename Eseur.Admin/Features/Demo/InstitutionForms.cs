namespace Eseur.Admin.Features.Demo;

/// <summary>Legal form of an institution, spelled out and abbreviated: МБОУ, ГАПОУ, ФГБОУ ВО.</summary>
internal readonly record struct LegalForm(string Abbreviation, string Full)
{
    private static readonly (string Letter, string Word)[] Kinds = [("Б", "бюджетное"), ("А", "автономное"), ("К", "казённое")];

    /// <param name="owner">М, Г or ФГ.</param>
    /// <param name="kind">0 budgetary, 1 autonomous, 2 treasury.</param>
    /// <param name="type">Code of the institution type.</param>
    public static LegalForm Of(string owner, int kind, string type)
    {
        var (before, beforeFull, after, afterFull) = type switch
        {
            "preschool" => ("ДОУ", "дошкольное образовательное учреждение", "", ""),
            "school" => ("ОУ", "общеобразовательное учреждение", "", ""),
            "additional" => ("У", "учреждение", " ДО", " дополнительного образования"),
            "college" => ("ПОУ", "профессиональное образовательное учреждение", "", ""),
            "university" => ("ОУ", "образовательное учреждение", " ВО", " высшего образования"),
            "retraining" => ("ОУ", "образовательное учреждение", " ДПО", " дополнительного профессионального образования"),
            "science" => ("НУ", "научное учреждение", "", ""),
            _ => ("У", "учреждение", "", ""),
        };
        var ownerFull = owner switch { "М" => "Муниципальное", "Г" => "Государственное", _ => "Федеральное государственное" };
        return new LegalForm(owner + Kinds[kind].Letter + before + after, $"{ownerFull} {Kinds[kind].Word} {beforeFull}{afterFull}");
    }
}
