using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Eseur.Admin.Data;
using Eseur.Admin.Shared;
using Eseur.Domain.Changes;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Features.Audit;

/// <summary>A seal as it is kept elsewhere: its number and hash.</summary>
public sealed record KeptSeal(int Number, string Hash)
{
    /// <summary>Reads "12:9F86D0…"; null when it is anything else.</summary>
    public static KeptSeal? Parse(string text) =>
        text.Split(':') is [var number, { Length: 64 } hash] && int.TryParse(number, out var n) && hash.All(char.IsAsciiHexDigit) ? new KeptSeal(n, hash.ToUpperInvariant()) : null;

    public override string ToString() => $"{Number}:{Hash}";
}

/// <summary>
/// Compares every record of both chains with its seal. Reads forwards in constant memory, however long the chains are.
/// </summary>
public sealed class AuditCheck(IDbContextFactory<RegistryContext> contexts, SealedRecords records, TimeProvider clock)
{
    /// <summary>A running program seals within seconds.</summary>
    internal static readonly TimeSpan Unsealed = TimeSpan.FromMinutes(10);

    /// <summary>So many are named one by one.</summary>
    private const int Named = 20;

    /// <summary>The latest seal; null while there is none.</summary>
    public async Task<KeptSeal?> LastAsync(SealChain chain, CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(SealedRecords.Reader, cancel);
        return await context.Seals.AsNoTracking().Where(s => s.Chain == chain).OrderByDescending(s => s.Number).FirstOrDefaultAsync(cancel) is { } seal
            ? new KeptSeal(seal.Number, Convert.ToHexString(seal.Hash)) : null;
    }

    /// <summary>Whether some chain still has the seal that was kept elsewhere: an end that was cut off shows in nothing else.</summary>
    public async Task<bool> HasAsync(KeptSeal kept, CancellationToken cancel = default)
    {
        await using var context = await contexts.OpenAsync(SealedRecords.Reader, cancel);
        return (await context.Seals.AsNoTracking().Where(s => s.Number == kept.Number).ToListAsync(cancel)).Exists(s => Convert.ToHexString(s.Hash) == kept.Hash);
    }

    /// <summary>Each difference as a sentence; none in a record that nobody touched.</summary>
    public async IAsyncEnumerable<string> RunAsync(SealChain chain, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var erased = await ErasedAsync(cancel);
        var covered = new IdRanges();
        Seal? before = null;
        await using var context = await contexts.OpenAsync(SealedRecords.Reader, cancel);
        await foreach (var seal in context.Seals.AsNoTracking().Where(s => s.Chain == chain).OrderBy(s => s.Number).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var expected = (before?.Number ?? 0) + 1;
            if (seal.Number != expected)
                yield return seal.Number == expected + 1 ? $"Нет пломбы {expected}." : $"Нет пломб с {expected} по {seal.Number - 1}.";
            if (IdRanges.Parse(seal.Ranges) is not { } ids || ids.Count != seal.Count)
                yield return $"Пломба {seal.Number} изменена: номера её записей не сходятся с их числом.";
            else
            {
                foreach (var difference in await CompareAsync(seal, before, ids, erased, cancel))
                    yield return difference;
                covered.Add(ids);
            }
            before = seal;
        }
        await foreach (var id in UnsealedAsync(chain, covered, cancel))
            yield return $"Запись {id} не опломбирована, хотя сделана больше десяти минут назад: программа не работала или пломба удалена.";
    }

    private async Task<List<string>> CompareAsync(Seal seal, Seal? before, IdRanges ids, HashSet<(ChangeSubject, int)> erased, CancellationToken cancel)
    {
        var differences = new List<string>();
        var more = 0;
        using var hash = new SealHash(before?.Hash ?? [], seal.Chain, seal.Number, seal.Ranges, seal.Count, seal.At);
        var found = await records.PutAsync(hash, seal.Chain, ids, (change, line) =>
        {
            if (Problem(change, line, erased) is not { } problem)
                return;
            if (differences.Count < Named)
                differences.Add($"Запись {change.Id} от {Ru.Time(change.At)}, поле «{line.Field}»: {problem}");
            else
                more++;
        }, cancel);
        if (more > 0)
            differences.Add($"…и ещё {Ru.Number(more)} строк в пломбе {seal.Number}.");
        if (found.Count != ids.Count)
            differences.Add($"Удалены записи: {string.Join(", ", Missing(ids, found).Take(Named))}{(ids.Count - found.Count > Named ? $" и другие, всего {Ru.Number(ids.Count - found.Count)}" : "")} (пломба {seal.Number} от {Ru.Time(seal.At)}).");
        else if (!CryptographicOperations.FixedTimeEquals(hash.End(), seal.Hash))
            differences.Add($"Пломба {seal.Number} от {Ru.Time(seal.At)} не сходится с записями {Short(seal.Ranges)}: изменены записи, сама пломба или предыдущая.");
        return differences;
    }

    private static string? Problem(Change change, ChangeLine line, HashSet<(ChangeSubject, int)> erased)
    {
        // From before there were digests: the seal itself covers the texts.
        if (line.Digest.Length == 0)
            return null;
        if (line.Salt is not null)
            return CryptographicOperations.FixedTimeEquals(line.DigestNow(), line.Digest) ? null : "текст изменён.";
        if (line.Row is not null || line.Was is not null || line.Became is not null)
            return "текст изменён.";
        var about = change.Subject switch { ChangeSubject.Card => change.MemberId, ChangeSubject.Organization => change.OrganizationId, _ => change.SubjectId };
        return about is { } id && erased.Contains((change.Subject, id)) ? null : "текст стёрт, а акта о стирании персональных данных нет.";
    }

    /// <summary>Whose records an act of erasure emptied: the card's own, its requests, its person's accounts and grants, passports that named the person.</summary>
    private async Task<HashSet<(ChangeSubject Subject, int Id)>> ErasedAsync(CancellationToken cancel)
    {
        await using var context = await contexts.OpenAsync(SealedRecords.Reader, cancel);
        var acts = await context.Changes.Where(c => c.Act.StartsWith(Erasure.Act)).Select(c => new { c.Subject, Id = c.Subject == ChangeSubject.Organization ? c.OrganizationId : c.MemberId ?? c.SubjectId }).Distinct().ToListAsync(cancel);
        var erased = acts.Where(a => a.Id is not null).Select(a => (a.Subject, a.Id!.Value)).ToHashSet();
        var cards = context.Changes.Where(c => c.MemberId != null && c.Act.StartsWith(Erasure.Act)).Select(c => c.MemberId);
        erased.UnionWith((await context.TransferRequests.Where(r => cards.Contains(r.MemberId)).Select(r => r.Id).ToListAsync(cancel)).Select(id => (ChangeSubject.Request, id)));
        var accounts = context.Changes.Where(c => c.Subject == ChangeSubject.Account && c.Act.StartsWith(Erasure.Act)).Select(c => c.SubjectId);
        erased.UnionWith((await context.Grants.Where(g => accounts.Contains(g.UserId)).Select(g => g.Id).ToListAsync(cancel)).Select(id => (ChangeSubject.Grant, id)));
        return erased;
    }

    private async IAsyncEnumerable<long> UnsealedAsync(SealChain chain, IdRanges covered, [EnumeratorCancellation] CancellationToken cancel)
    {
        var old = clock.GetUtcNow().UtcDateTime - Unsealed;
        await using var context = await contexts.OpenAsync(SealedRecords.Reader, cancel);
        var rows = chain == SealChain.Changes ? context.Changes.Select(c => new { c.Id, c.At }) : context.Readings.Select(r => new { r.Id, r.At });
        await foreach (var row in rows.OrderBy(r => r.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!covered.Contains(row.Id) && row.At < old)
                yield return row.Id;
        }
    }

    private static IEnumerable<long> Missing(IdRanges ids, IdRanges found)
    {
        foreach (var (from, to) in ids.All)
        {
            for (var id = from; id <= to; id++)
            {
                if (!found.Contains(id))
                    yield return id;
            }
        }
    }

    private static string Short(string ranges) => ranges.Length <= 60 ? ranges : ranges[..60] + "…";
}
