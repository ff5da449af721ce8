using System.Numerics;
using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Members.Register;

/// <summary>One line of the register of members; its gaps are given by bit.</summary>
public sealed record MemberRow(int Id, string FullName, DateOnly? BirthDate, Employment? Employment, int OrganizationId, DateOnly? OffRecordOn, string? OffReason, long Missing, long? Ticket, bool HasPlastic, bool HasVirtual)
{
    public int GapCount => BitOperations.PopCount((ulong)Missing);
}
