using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Eseur.Domain.Letters;

/// <summary>What may go with a letter. Mail servers turn programs away, and large letters bounce.</summary>
public static class AttachmentRules
{
    private static readonly FrozenSet<string> Programs = new[]
    {
        "ade", "adp", "apk", "app", "appx", "appxbundle", "bat", "chm", "class", "cmd", "com", "cpl", "deb", "dll", "dmg", "docm", "dotm", "elf", "exe",
        "gadget", "hta", "htm", "html", "img", "inf", "ins", "iso", "isp", "jar", "js", "jse", "jnlp", "lib", "lnk", "mde", "mht", "mhtml", "msc", "msi", "msix", "msp", "mst",
        "one", "pif", "potm", "ppam", "ppsm", "pptm", "ps1", "ps2", "psc1", "psm1", "py", "pyw", "rb", "reg", "rpm", "run", "scf", "scr", "sct", "sh", "shb", "shs", "svg", "swf", "sys",
        "url", "vb", "vbe", "vbs", "vhd", "vhdx", "vxd", "wsc", "wsf", "wsh", "xbap", "xhtml", "xlam", "xll", "xlsm", "xltm",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with one more file, in a sentence; null when it may be added.</summary>
    /// <param name="name">As <see cref="Clean"/> left it.</param>
    /// <param name="others">Sizes of the files already there.</param>
    public static string? Refuse(string name, long size, IReadOnlyCollection<long> others)
    {
        if (others.Count >= Mailing.MostFiles)
            return $"К письму прикладывают не больше {Mailing.MostFiles} файлов. Уберите один из них или соберите файлы в архив.";
        if (Extension(name) is { } extension && Programs.Contains(extension))
            return $"«{name}»: файлы .{extension} почтовые серверы не принимают — в них бывают вирусы. Приложите документ, таблицу, PDF или картинку.";
        if (size == 0)
            return $"«{name}»: файл пуст. Проверьте, тот ли это файл.";
        return size > Mailing.MostBytes - others.Sum()
            ? $"«{name}»: файлы письма вместе занимают больше {Mailing.MostBytes / 1024 / 1024} МБ, многие ящики такие письма не принимают. Выложите большой файл на сайт и дайте ссылку."
            : null;
    }

    /// <summary>A file's name without folders, invisible signs and what no disk can hold; never empty.</summary>
    public static string Clean(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var kept = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || IsInvisible(rune))
                continue;
            if (Rune.IsWhiteSpace(rune))
                kept.Append(' ');
            else
                kept.Append(rune.Value < 128 && "<>:\"|?*;".Contains((char)rune.Value, StringComparison.Ordinal) ? "_" : rune.ToString());
        }
        // Systems drop points and spaces at the end, and «virus.exe. » is run as «virus.exe».
        var clean = string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.', ' ');
        return clean.Length == 0 ? "файл" : Shorten(clean);
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Shorten(string name)
    {
        if (name.Length <= MailingFile.NameLength)
            return name;
        var ending = Extension(name) is { Length: <= 10 } extension ? "." + extension : "";
        var length = MailingFile.NameLength - ending.Length;
        if (char.IsHighSurrogate(name[length - 1]))
            length--;
        return name[..length].TrimEnd('.', ' ') + ending;
    }

    private static string? Extension(string name) => name.LastIndexOf('.') is >= 0 and var dot && dot < name.Length - 1 ? name[(dot + 1)..] : null;
}
