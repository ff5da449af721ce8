namespace Eseur.Admin.Features.Account;

/// <summary>
/// Failed sign-ins of one name or from one address, and until when no more are tried. Names that nobody has are counted
/// as well: whoever guesses learns nothing from being locked out.
/// </summary>
public sealed class SignInGuard
{
    public const int KeyLength = 80;

    /// <summary>"name:" and a hash of what was typed, or "address:" and the address.</summary>
    public string Key { get; init; } = "";

    /// <summary>Since the last success.</summary>
    public int Failures { get; set; }

    /// <summary>UTC; null while tries are let in.</summary>
    public DateTime? Until { get; set; }

    /// <summary>UTC; forgotten a day after.</summary>
    public DateTime LastAt { get; set; }
}
