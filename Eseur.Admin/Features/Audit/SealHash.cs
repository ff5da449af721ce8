using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Eseur.Domain.Changes;

namespace Eseur.Admin.Features.Audit;

/// <summary>
/// The hash of one seal: over the hash of the seal before, what the seal says of itself, and each of its records. Every value
/// goes in with its length, so that no two different records read the same.
/// </summary>
internal sealed class SealHash : IDisposable
{
    private const string Form = "eseur-seal-1";

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="before">Hash of the seal before; empty for the first.</param>
    public SealHash(byte[] before, SealChain chain, int number, string ranges, int count, DateTime at)
    {
        Put(Form);
        Put(before);
        Put((long)chain);
        Put(number);
        Put(ranges);
        Put(count);
        Put(at.Ticks);
    }

    public void Put(Change change)
    {
        Put(change.Id);
        Put((long)change.Subject);
        Put(change.SubjectId);
        Put(change.OrganizationId);
        Put(change.MemberId);
        Put(change.Actor);
        Put(change.UserId);
        Put(change.Address);
        Put(change.At.Ticks);
        Put(change.Version);
        Put(change.Missing);
        Put(change.Act);
    }

    /// <summary>By its digest, so that texts may be erased on record; a line from before there were digests by its texts.</summary>
    public void Put(ChangeLine line)
    {
        Put(line.Id);
        Put(line.Field);
        Put(line.RowId);
        Put(line.Digest);
        if (line.Digest.Length > 0)
            return;
        Put(line.Row);
        Put(line.Was);
        Put(line.Became);
    }

    public void Put(Reading reading)
    {
        Put(reading.Id);
        Put((long)reading.Kind);
        Put(reading.Actor);
        Put(reading.UserId);
        Put(reading.Address);
        Put(reading.At.Ticks);
        Put(reading.MemberId);
        Put(reading.OrganizationId);
        Put(reading.Count);
        Put(reading.Details);
    }

    public byte[] End() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();

    private void Put(string? text) => Put(text is null ? null : Encoding.UTF8.GetBytes(text));

    private void Put(byte[]? bytes)
    {
        Number(bytes?.Length ?? -1);
        if (bytes is not null)
            hash.AppendData(bytes);
    }

    private void Put(long? number)
    {
        Number(number is null ? 0 : 1);
        Number(number ?? 0);
    }

    private void Number(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
