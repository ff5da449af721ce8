using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Eseur.Admin.Data.Access;

/// <summary>
/// Statements that go past a save go past its rules. So what is only added to is never updated or deleted by one, and
/// what access rests on only by the program itself. Migrations alone are free.
/// </summary>
internal sealed partial class StatementGuard : DbCommandInterceptor
{
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Check(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command, eventData);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbCommand command, CommandEventData eventData)
    {
        if (eventData.CommandSource is CommandSource.Migrations or CommandSource.SaveChanges)
            return;
        var table = Written().Matches(command.CommandText).Select(m => m.Groups["table"].Value).FirstOrDefault();
        if (table is null)
            return;
        var isProgram = (eventData.Context as RegistryContext)?.Actor is { Scope.IsEverything: true };
        var mayProgram = table is not ("Changes" or "Readings" or "Seals") && (table != "ChangeLine" || !Deletes().IsMatch(command.CommandText));
        if (!(isProgram && mayProgram))
            throw new InvalidOperationException($"{table} is not written by a statement{(mayProgram ? " on a person's behalf" : "")}: save entities instead.");
    }

    /// <summary>Directly, or by the alias that an ExecuteUpdate gives the table on SQL Server.</summary>
    [GeneratedRegex(@"\b(?:UPDATE|DELETE(?:\s+FROM)?|TRUNCATE\s+TABLE|INSERT(?:\s+OR\s+\w+)?\s+INTO)\s+(?:[""\[]?\w{1,3}[""\]]?\s[^;]*?\bFROM\s+)?[""\[]?(?<table>Changes|ChangeLine|Readings|Seals|Grants|AspNetUser\w*|ReferenceItems|ConsentTexts|DataProtectionKeys|SignInGuards)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Written();

    [GeneratedRegex(@"\b(?:DELETE|TRUNCATE|INSERT)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Deletes();
}
