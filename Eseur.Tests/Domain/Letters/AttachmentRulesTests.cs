using Eseur.Domain.Letters;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Domain.Letters;

public sealed class AttachmentRulesTests
{
    [Theory]
    [InlineData("Положение.pdf", "Положение.pdf")]
    [InlineData("C:\\Documents\\Смета.xlsx", "Смета.xlsx")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("вирус.exe. . ", "вирус.exe")]
    [InlineData("отчёт\r\nBcc: a@b.ru.pdf", "отчётBcc_ a@b.ru.pdf")]
    [InlineData("exe.\u202efdp.exe", "exe.fdp.exe")]
    [InlineData("a;b\"c.txt", "a_b_c.txt")]
    [InlineData("...", "файл")]
    [InlineData(null, "файл")]
    public void Clean_Name_LosesWhatNoDiskOrHeaderCanHold(string? given, string clean) => Assert.Equal(clean, AttachmentRules.Clean(given));

    [Fact]
    public void Clean_AnyName_IsShortWithoutSignsAndCleanAlready() => Prop.ForAll<string?>(given =>
    {
        var clean = AttachmentRules.Clean(given);
        return clean.Length is > 0 and <= MailingFile.NameLength && !clean.Any(c => char.IsControl(c) || "/\\\"".Contains(c, StringComparison.Ordinal)) && AttachmentRules.Clean(clean) == clean;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Clean_LongName_KeepsItsExtension() => Assert.Equal(MailingFile.NameLength, AttachmentRules.Clean(new string('я', 300) + ".docx") is var clean && clean.EndsWith("я.docx", StringComparison.Ordinal) ? clean.Length : 0);

    [Theory]
    [InlineData("план.docx", 1000, null)]
    [InlineData("план.pdf.EXE", 1000, ".EXE почтовые серверы не принимают")]
    [InlineData("макрос.xlsm", 1000, "не принимают")]
    [InlineData("пусто.pdf", 0, "файл пуст")]
    [InlineData("видео.mp4", Mailing.MostBytes, "больше 10 МБ")]
    public void Refuse_File_SaysWhyAndWhatToDo(string name, long size, string? says)
    {
        var refusal = AttachmentRules.Refuse(name, size, [1]);

        if (says is null)
            Assert.Null(refusal);
        else
            Assert.Contains(says, refusal!, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_SixthFile_IsOneTooMany() => Assert.Contains("не больше 5", AttachmentRules.Refuse("a.pdf", 1, [1, 1, 1, 1, 1])!, StringComparison.Ordinal);
}
