using System.ComponentModel;
using System.Diagnostics;

namespace Eseur.Tests.Shared.Mail;

/// <summary>Runs where Debian's Postfix is installed and its master may be started: it changes users, so it begins as root.</summary>
public sealed class PostfixFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(WhyNot);

    public PostfixFactAttribute() => Skip = Missing;

    /// <summary>Why there can be no Postfix here; null where there can.</summary>
    public static string? Missing => Reason.Value;

    private static string? WhyNot()
    {
        if (!File.Exists(PostfixServer.Program))
            return $"Postfix is not installed: {PostfixServer.Program} is missing. eng/test.sh installs it.";
        return Environment.IsPrivilegedProcess || MaySudo() ? null : "Postfix's master begins as root, and this process neither is root nor may use sudo without a password.";
    }

    private static bool MaySudo()
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo("sudo", ["-n", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            asked.WaitForExit();
            return asked.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <inheritdoc cref="PostfixFactAttribute"/>
public sealed class PostfixTheoryAttribute : TheoryAttribute
{
    public PostfixTheoryAttribute() => Skip = PostfixFactAttribute.Missing;
}
