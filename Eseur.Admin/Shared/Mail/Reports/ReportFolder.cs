using System.Globalization;

namespace Eseur.Admin.Shared.Mail.Reports;

/// <summary>What is to be done with the file of a report that was read.</summary>
public enum ReportOutcome
{
    /// <summary>Understood, whether it changed anything or not.</summary>
    Done,

    /// <summary>Not to be read, or not to be believed: somebody may want to look at it.</summary>
    Aside,
}

/// <summary>
/// Takes reports out of a folder that a mail server fills: a Maildir (there are new, cur and tmp), or any folder into which
/// files are put. Several nodes may read one folder. A file is taken by renaming it to a name of one's own, which only one
/// can; names hold the moment, so that what a dead node had taken is taken again.
/// </summary>
public sealed class ReportFolder(string root, TimeProvider clock, ILogger<ReportFolder> log)
{
    /// <summary>A file that was taken and not settled for so long has lost its node, or could not be dealt with then.</summary>
    public static readonly TimeSpan TakenFor = TimeSpan.FromMinutes(10);

    /// <summary>Who puts a file by writing it in place is not interrupted.</summary>
    public static readonly TimeSpan StillWritten = TimeSpan.FromSeconds(2);

    /// <summary>Files in one round; the rest waits for the next.</summary>
    private const int MostInRound = 1000;

    /// <summary>Taken so often without an end, some 16 hours long, a file is set aside: it may be what ends those who read it.</summary>
    private const int MostTries = 100;

    private const string Aside = "aside";

    private readonly string taken = Path.Combine(root, "taken");
    private readonly string aside = Path.Combine(root, Aside);
    private string? trouble;

    private bool IsMaildir => Directory.Exists(Path.Combine(root, "new")) && Directory.Exists(Path.Combine(root, "cur")) && Directory.Exists(Path.Combine(root, "tmp"));

    /// <summary>Files that somebody may want to look at; null where the folder cannot be read.</summary>
    public static int? CountAside(string root)
    {
        try
        {
            var folder = Path.Combine(root, Aside);
            return !Directory.Exists(root) ? null : Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Count() : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gives each report that waits to <paramref name="handle"/>; what fails there comes again in ten minutes.</summary>
    /// <returns>How many files were settled.</returns>
    public async Task<int> TakeAsync(Func<ReadOnlyMemory<byte>, CancellationToken, Task<ReportOutcome>> handle, CancellationToken cancel)
    {
        var settled = 0;
        var waiting = Waiting(out var failed);
        foreach (var file in waiting)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (Take(file) is { } mine && await SettleAsync(mine, handle, cancel))
                    settled++;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // Neither the file's name nor what is in it is said: either may name a person.
                failed = e.GetType().Name;
            }
        }
        Tell(failed);
        return settled;
    }

    private List<string> Waiting(out string? failed)
    {
        failed = null;
        try
        {
            var maildir = IsMaildir;
            var source = new DirectoryInfo(maildir ? Path.Combine(root, "new") : root);
            var now = clock.GetUtcNow();
            var fresh = source.EnumerateFiles().Where(f => !f.Name.StartsWith('.') && (maildir || IsWhole(f, now))).Select(f => f.FullName);
            var lost = Directory.Exists(taken) ? Directory.EnumerateFiles(taken).Where(f => now - Taken.Of(f)?.At >= TakenFor) : [];
            return [.. lost.Concat(fresh).Take(MostInRound).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed = e.GetType().Name;
            return [];
        }
    }

    private static bool IsWhole(FileInfo file, DateTimeOffset now)
    {
        try
        {
            var age = now.UtcDateTime - file.LastWriteTimeUtc;
            // A file from the future was written by a clock that is wrong, not this moment.
            return age >= StillWritten || age < -TakenFor;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Null: another node has it, or it is gone.</summary>
    private string? Take(string file)
    {
        Directory.CreateDirectory(taken);
        var mine = (Taken.Of(file) is { } before ? before with { At = clock.GetUtcNow(), Tries = before.Tries + 1 } : Taken.First(file, clock.GetUtcNow())).In(taken);
        try
        {
            // The name is nobody else's, so overwriting only spares the looking: a plain rename, which one of two wins.
            File.Move(file, mine, overwrite: true);
            return mine;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private async Task<bool> SettleAsync(string mine, Func<ReadOnlyMemory<byte>, CancellationToken, Task<ReportOutcome>> handle, CancellationToken cancel)
    {
        var name = Taken.Of(mine)!.Value;
        var outcome = ReportOutcome.Aside;
        if (name.Tries <= MostTries && await ReadAsync(mine, cancel) is { } bytes)
            outcome = await handle(bytes, cancel);
        if (outcome == ReportOutcome.Aside)
        {
            log.LogWarning("A report of delivery was set aside into the folder {Folder} of the setting Mail:BouncesFolder.", Path.GetFileName(aside));
            Put(mine, aside, name.Name);
        }
        else if (IsMaildir)
        {
            Put(mine, Path.Combine(root, "cur"), name.Name + ":2,S");
        }
        else
        {
            Put(mine, Path.Combine(root, "done"), name.Name);
        }
        return true;
    }

    /// <summary>Null: empty, too large, or not to be read by this program.</summary>
    private static async Task<byte[]?> ReadAsync(string file, CancellationToken cancel)
    {
        try
        {
            var info = new FileInfo(file);
            // What is no file has no length either, and might never end.
            if (info.LinkTarget is not null || info.Length is 0 or > MimePart.MostBytes)
                return null;
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous);
            var bytes = new byte[info.Length];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
            return bytes[..read];
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Put(string file, string folder, string name)
    {
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, name);
        File.Move(file, File.Exists(target) ? Path.Combine(folder, $"{Guid.NewGuid():N}-{name}") : target, overwrite: false);
    }

    /// <summary>The same trouble is told once, not every round.</summary>
    private void Tell(string? failed)
    {
        if (failed is not null && failed != trouble)
            log.LogError("Reports of delivery in the folder of the setting Mail:BouncesFolder could not all be read: {Reason}. They are tried again.", failed);
        trouble = failed;
    }

    /// <summary>A private name: when it was taken, how often, a number of its own, and how it was called.</summary>
    private readonly record struct Taken(DateTimeOffset At, int Tries, string Name)
    {
        private const int LongestName = 100;
        private const string Stamp = "yyyyMMddHHmmssfff";

        public static Taken First(string file, DateTimeOffset at)
        {
            // Plain characters only, and room for what is added.
            var name = Path.GetFileName(file);
            var flags = name.IndexOf(":2,", StringComparison.Ordinal);
            name = string.Concat((flags < 0 ? name : name[..flags]).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '=' or ',' ? c : '_').Take(LongestName));
            return new Taken(at, 1, name);
        }

        public static Taken? Of(string file)
        {
            var parts = Path.GetFileName(file).Split('~', 4);
            return parts.Length == 4 && Guid.TryParse(parts[2], out _) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var tries)
                && DateTimeOffset.TryParseExact(parts[0], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? new Taken(at, tries, parts[3])
                : null;
        }

        public string In(string folder) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}~{Tries}~{Guid.NewGuid():N}~{Name}"));
    }
}
