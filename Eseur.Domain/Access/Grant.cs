using System.Linq.Expressions;

namespace Eseur.Domain.Access;

/// <summary>A role given to a person in an organisation, perhaps until a day. Ended, never deleted: the record of who could what stays.</summary>
public sealed class Grant
{
    private Grant() { }

    /// <param name="userId">Whose.</param>
    /// <param name="role">What for.</param>
    /// <param name="organizationId">Where it begins; how far it reaches follows from the role.</param>
    /// <param name="until">The last day, Moscow time; null for no end.</param>
    /// <param name="by">Who gave it, as the record prints.</param>
    /// <param name="at">UTC.</param>
    public Grant(int userId, RegistryRole role, int organizationId, DateOnly? until, string by, DateTime at)
    {
        UserId = userId;
        Role = role;
        OrganizationId = organizationId;
        Until = until;
        GivenBy = by;
        GivenAt = at;
    }

    public int Id { get; private set; }

    public int UserId { get; private set; }

    public RegistryRole Role { get; private set; }

    public int OrganizationId { get; private set; }

    /// <summary>The last day it holds, Moscow time; null for no end.</summary>
    public DateOnly? Until { get; private set; }

    public string GivenBy { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime GivenAt { get; private set; }

    public string? EndedBy { get; private set; }

    /// <summary>UTC; null while it holds or until its last day passes.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <param name="today">Moscow time.</param>
    public bool Holds(DateOnly today) => EndedAt is null && (Until is null || Until >= today);

    /// <summary>The same of many, asked of the database.</summary>
    public static Expression<Func<Grant, bool>> HoldsOn(DateOnly today) => g => g.EndedAt == null && (g.Until == null || g.Until >= today);

    public void Prolong(DateOnly? until)
    {
        RequireOpen();
        Until = until;
    }

    /// <exception cref="RuleBrokenException">It ended before.</exception>
    public void End(string by, DateTime at)
    {
        RequireOpen();
        EndedBy = by;
        EndedAt = at;
    }

    private void RequireOpen()
    {
        if (EndedAt is not null)
            throw new RuleBrokenException("Этот доступ уже прекращён. Дайте новый, если он нужен.");
    }
}
