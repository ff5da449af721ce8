namespace Eseur.Domain.Changes;

/// <summary>What a change was made to. The numbers are stored.</summary>
public enum ChangeSubject : byte
{
    Organization = 0,
    Card = 1,

    /// <summary>Somebody's role.</summary>
    Grant = 2,

    /// <summary>A line of a reference list or a text of the consent.</summary>
    Reference = 3,

    /// <summary>Somebody's way to sign in: invited, password, second factor, closed.</summary>
    Account = 4,

    /// <summary>A request for a transfer.</summary>
    Request = 5,

    /// <summary>Letters to many.</summary>
    Mailing = 6,
}
