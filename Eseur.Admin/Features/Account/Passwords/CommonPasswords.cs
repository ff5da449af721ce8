namespace Eseur.Admin.Features.Account;

/// <summary>The passwords that are tried first: walks over the keyboard, series, the words of this trade with numbers after them.</summary>
internal sealed class CommonPasswords
{
    private const string Resource = "Eseur.Admin.Features.Account.Passwords.common-passwords.txt";

    private readonly HashSet<string> all = Read();

    public int Count => all.Count;

    public bool Contains(string password) => all.Contains(Plain(password));

    private static HashSet<string> Read()
    {
        using var lines = new StreamReader(typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)!);
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Plain)];
    }

    private static string Plain(string password) => password.Trim().ToLowerInvariant().Replace('ё', 'е');
}
