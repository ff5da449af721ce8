using System.Reflection;
using System.Runtime.CompilerServices;
using Eseur.Admin;
using Eseur.Admin.Data;
using Eseur.Admin.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Tests.Security;

/// <summary>People's features read through <see cref="RegistryDatabase"/> and <see cref="VisibleBoard"/>; whoever does not is named here with the reason.</summary>
public sealed class EveryDoorArchitectureTests
{
    private static readonly string[] TheProgramsOwn = ["Eseur.Admin.Data", "Eseur.Admin.Live", "Eseur.Admin.Features.Account", "Eseur.Admin.Features.Demo", "Eseur.Admin.Commands"];

    private static readonly Dictionary<string, string> OfAll = new(StringComparer.Ordinal)
    {
        ["SnapshotKeeper"] = "keeps every superior's day, by a clock and for nobody",
        ["MemberRecount"] = "the command recount",
        ["Recount"] = "the command recount",
        ["ChairpersonConsents"] = "the command completeness",
        ["TrendService"] = "shares the past of an organisation that the visible board has shown among all who look at it",
        ["TicketCheck"] = "the public check: anybody may ask whether a number is valid",
        ["DuplicateSearch"] = "a person has one card in the whole union; what of an outside one is told, DuplicateRow says",
        ["CardEraser"] = "erases what the person may as the program: changes and readings of the card are not the person's to write",
        ["MemberRetention"] = "erases what has been kept long enough, by a clock and for nobody",
        ["DossierReader"] = "all that is held on one person whom the reader may read, organisations they have been in included",
        ["CardReadings"] = "who has read a card, for those who hold it",
        ["Sealer"] = "seals the change record, by a clock and for nobody",
        ["ChainSealer"] = "seals the change record, for nobody",
        ["SealedRecords"] = "reads records for their seals",
        ["AuditCheck"] = "the command audit verify",
        ["AuditLog"] = "the last seal, which tells of nobody, and names of places in records that the auditor's own scope has let through",
        ["ReadingRecorder"] = "writes down who has read what, for nobody",
        ["LetterSender"] = "sends what was queued, for nobody",
        ["LetterRecord"] = "writes down what became of letters, for nobody",
        ["OutboxReader"] = "counts letters for those who look after the mail of the whole union, and tells of nobody",
        ["LetterWindow"] = "settles letters, by a clock and for nobody",
        ["ReturnedLetters"] = "reads reports of delivery and complaints, for nobody",
        ["Unsubscription"] = "acts for whoever holds a letter with its secret, and tells them of nobody",
        ["NoticeTeller"] = "works out who is told of what, for nobody",
        ["NoticeFeed"] = "counts what everybody with a page open on this node has not read: numbers, for each their own",
        ["TermWatch"] = "reminds of terms that end, by a clock and for nobody",
        ["WeeklyDigest"] = "tells each organisation of itself and of those below it, by a clock and for nobody",
        ["NoticeRetention"] = "deletes old notices, by a clock and for nobody",
        ["StoredKeys"] = "data-protection keys, which are nobody's",
        ["MailingLaunch"] = "queues letters by a clock; whom they are for is read as the mailing's author",
        ["MailingStarter"] = "starts and finishes mailings, by a clock and for nobody",
        ["MailingSums"] = "sums letters as whoever looks may read them, for all at once who may read the same; who sees the mailing is asked before",
        ["MailingWordsKeeper"] = "the words of mailings that are being sent",
        ["AddresseeBatches"] = "what letters of a started mailing say of the people they go to",
        ["FilledRequests"] = "closes requests to fill, by a clock and for nobody: their authors are told numbers",
        ["FillRequests"] = "where there is somebody to ask, and what was asked within a week: of organisations that the asking person writes",
    };

    /// <summary>Files that look past the scope. Each says beside it why.</summary>
    private static readonly string[] PastTheScope =
    [
        "Data/Access/Answering.cs", "Data/Access/ComingSave.cs", "Data/LetterWithdrawals.cs", "Features/Access/AccessActs.cs", "Features/Access/AccountActs.cs", "Features/Access/PersonAccess.cs", "Features/Dashboard/SuperiorMail.cs", "Features/Members/Duplicates/DuplicateSearch.cs", "Features/Members/Moves/HeldRows.cs", "Features/Members/Moves/OpenRequests.cs",
        "Features/Members/Moves/TransferList.cs", "Features/Organizations/OrganizationMoves.cs", "Features/Organizations/OrganizationSearch.cs",
    ];

    [Fact]
    public void Features_ReadThroughTheScope_ButThoseNamed()
    {
        Type[] whole = [typeof(IDbContextFactory<RegistryContext>), typeof(RegistryContext), typeof(CompletenessBoard)];
        var found = typeof(RegistryHost).Assembly.GetTypes()
            .Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute)) && TheProgramsOwn.All(n => t.Namespace != n && t.Namespace?.StartsWith(n + ".", StringComparison.Ordinal) != true))
            .Where(t => t.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).SelectMany(c => c.GetParameters()).Any(p => whole.Contains(p.ParameterType))
                || t.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(p => p.IsDefined(typeof(InjectAttribute)) && whole.Contains(p.PropertyType)))
            .Select(t => t.Name).Order(StringComparer.Ordinal).ToList();

        Assert.Empty(found.Except(OfAll.Keys));
        Assert.Empty(OfAll.Keys.Except(found));
    }

    [Fact]
    public void Filters_AreLookedPast_OnlyWhereItIsNamed()
    {
        var root = Root();
        var found = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(root, "*.razor", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("IgnoreQueryFilters", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

        Assert.Equal(PastTheScope, found);
    }

    /// <summary>Raw SQL passes by the filters as well.</summary>
    [Fact]
    public void Features_HaveNoSqlOfTheirOwn()
    {
        var root = Path.Combine(Root(), "Features");
        var found = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f) is var text && (text.Contains("FromSql", StringComparison.Ordinal) || text.Contains("ExecuteSql", StringComparison.Ordinal) || text.Contains("SqlQuery", StringComparison.Ordinal)))
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).Where(f => !f.StartsWith("Demo/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.Empty(found);
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Eseur.Admin"));
}
