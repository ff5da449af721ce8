using System.Collections;
using System.Reflection;
using Eseur.Admin;
using Eseur.Admin.Commands;
using Eseur.Admin.Data;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Completeness;
using Eseur.Admin.Features.Letters.Mailings;
using Eseur.Admin.Features.Members.Card;
using Eseur.Admin.Features.Members.Moves;
using Eseur.Admin.Features.Members.PutOnRecord;
using Eseur.Admin.Features.Members.Register;
using Eseur.Admin.Features.Members.Tickets;
using Eseur.Admin.Features.Organizations;
using Eseur.Admin.Features.Passport;
using Eseur.Admin.Live;
using Eseur.Admin.Shared.Editing;
using Eseur.Domain;
using Eseur.Domain.Access;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Letters;
using Eseur.Domain.Members;
using Eseur.Domain.Organizations;
using Eseur.Domain.Passports;
using Microsoft.Extensions.DependencyInjection;
using MemberFilter = Eseur.Admin.Features.Members.Register.MemberFilter;

namespace Eseur.Tests.Security;

/// <summary>
/// Every service of a feature, called for everybody with numbers from outside of their scope: refused, or as if there were
/// nothing, and nothing is written. A new service or method is among them without anyone adding it; a new kind of parameter
/// has to be told in <see cref="ValuesOf"/> what an outside value of it is.
/// </summary>
public sealed class EveryDoorServicesTests : IAsyncLifetime
{
    /// <summary>Doors that are no people's: why they are not walked.</summary>
    private static readonly Dictionary<string, string> NotPeoples = new(StringComparer.Ordinal)
    {
        ["Eseur.Admin.Features.Account"] = "acts on the signed-in person's own account; its pages give it the number from the session",
        ["Eseur.Admin.Features.Demo"] = "the command demo, acting as the program",
        [nameof(Recount)] = "the command recount",
        [nameof(MemberRecount)] = "the command recount",
        [nameof(ChairpersonConsents)] = "the command completeness",
        [nameof(TrendService)] = "is given what the visible board showed, and no number",
        ["AuditCheck"] = "the command audit verify",
        ["ChainSealer"] = "seals the change record, for nobody",
        ["SealedRecords"] = "reads records for their seals",
        [nameof(TicketCheck)] = "the public check of a ticket",
        ["LetterRecord"] = "writes down what became of letters, for the sender",
        [nameof(MailingLaunch)] = "queues letters by a clock, as the mailing's author",
    };

    private EveryDoorGround ground = null!;

    public async Task InitializeAsync() => ground = await EveryDoorGround.StartAsync();

    public async Task DisposeAsync() => await ground.DisposeAsync();

    [Fact]
    public async Task EveryMethod_CalledWithOutsideNumbersForEverybody_GivesAndChangesNothing()
    {
        var methods = Methods();
        Assert.True(methods.Count >= 45, $"There are more doors than {methods.Count}.");
        var before = await ground.ChecksumAsync();
        List<string> open = [];
        foreach (var (role, (_, actor)) in ground.Roles)
        {
            foreach (var (service, method) in methods)
            {
                List<object?[]> calls;
                try
                {
                    calls = [.. Arguments(method, actor)];
                }
                catch (InvalidOperationException unknown)
                {
                    open.Add(unknown.Message);
                    continue;
                }
                foreach (var arguments in calls)
                {
                    var answer = await CallAsync(actor, service, method, arguments);
                    if (answer is not null)
                        open.Add($"{role}: {service.Name}.{method.Name}({string.Join(", ", arguments.Select(a => a ?? "null"))}) gave {answer}");
                }
            }
            if (await ground.ChecksumAsync() is var after && after != before)
            {
                open.Add($"{role}: the database has changed: {Difference(before, after)}");
                before = after;
            }
        }
        Assert.True(open.Count == 0, string.Join("\n", open.Distinct().Take(60)));
    }

    [Fact]
    public void Commands_AreThoseThatActAsTheProgram() => Assert.Equal(
        ["audit", "completeness", "demo", "export", "invite", "letters", "migrate", "recount", "retention", "serve"],
        CommandLine.Root().Subcommands.Select(c => c.Name).Order(StringComparer.Ordinal));

    private List<(Type Service, MethodInfo Method)> Methods()
    {
        var known = ground.Registry.App.Services.GetRequiredService<IServiceProviderIsService>();
        return
        [
            .. from type in typeof(RegistryHost).Assembly.GetTypes()
               where type is { IsClass: true, IsAbstract: false } && type.Namespace?.StartsWith("Eseur.Admin.Features", StringComparison.Ordinal) == true
                   && !NotPeoples.ContainsKey(type.Name) && !NotPeoples.Keys.Any(n => type.Namespace == n || type.Namespace.StartsWith(n + ".", StringComparison.Ordinal)) && known.IsService(type)
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
               // An editor acts on what it has opened.
               where !typeof(RecordEditor).IsAssignableFrom(type) || method.Name == nameof(RecordEditor.LoadAsync)
               // Inside of another's act, in whose context the scope is.
               where method.GetParameters().All(p => p.ParameterType != typeof(RegistryContext))
               where method.DeclaringType!.Assembly == type.Assembly && !method.IsSpecialName && IsAsync(method) && method.GetParameters().Any(p => IsIdentifier(p) || IsOfPlace(p.ParameterType))
               select (type, method),
            .. from method in typeof(RecordHistory).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
               select (typeof(RecordHistory), method),
        ];
    }

    private static bool IsAsync(MethodInfo method) => typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal);

    private static bool IsIdentifier(ParameterInfo parameter) =>
        (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is var type && (type == typeof(int) || type == typeof(long) || type == typeof(Guid))
        && (parameter.Name is "id" || parameter.Name!.EndsWith("Id", StringComparison.Ordinal) || parameter.Name == "number")
        || parameter.Name is "ids";

    /// <summary>Says by itself which organisation or card it is about.</summary>
    private static bool IsOfPlace(Type type) =>
        type == typeof(OrganizationFilter) || type == typeof(MemberFilter) || type == typeof(PassportDraft) || type == typeof(CardDraft) || type == typeof(NewMember) || type == typeof(RecordRef) || type == typeof(PersonTraits);

    private IEnumerable<object?[]> Arguments(MethodInfo method, Actor actor)
    {
        var values = method.GetParameters().Select(p => ValuesOf(method, p, actor).ToList()).ToList();
        // One after another, not every one with every other: whichever number comes, it is outside.
        for (var i = 0; i < values.Max(v => v.Count); i++)
            yield return [.. values.Select(v => v[Math.Min(i, v.Count - 1)])];
    }

    private IEnumerable<object?> ValuesOf(MethodInfo method, ParameterInfo parameter, Actor actor)
    {
        var (name, type) = (parameter.Name!, Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType);
        var (organizations, members) = (ground.Organizations.Cast<object>(), ground.Members.Take(1).Cast<object>());
        var unknown = new PersonTraits("Никтошин", "Никто", "Никтович", new DateOnly(1990, 1, 1));
        return (name, type) switch
        {
            ("memberId", _) => members,
            ("ids", _) => [typeof(int[]) == type ? ground.Members.ToArray() : ground.Members],
            ("requestId", _) => [ground.Request],
            ("userId", _) => [ground.User],
            ("rowId", _) => [ground.Row],
            ("mailingId", _) => [ground.Mailing],
            ("number", _) => [EveryDoorGround.Ticket],
            ("id", _) when type == typeof(int) => [.. organizations, .. members, ground.Request, ground.User, ground.Grant, ground.View, ground.Mailing],
            (_, var t) when t == typeof(long) && name is not "number" => [1L],
            ("seenVersion" or "version" or "seen" or "after" or "before", _) => [1],
            (_, var t) when t == typeof(int) && name.EndsWith("Id", StringComparison.Ordinal) => organizations,
            (_, var t) when t == typeof(int) => [10],
            (_, var t) when t == typeof(bool) => [true],
            (_, var t) when t == typeof(DateOnly) => [new DateOnly(2026, 11, 21)],
            (_, var t) when t == typeof(string) => ["own-wish"],
            (_, var t) when t == typeof(byte[]) => [new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }],
            (_, var t) when t == typeof(Stream) => [new MemoryStream()],
            (_, var t) when t == typeof(Actor) => [actor],
            (_, var t) when t == typeof(CancellationToken) => [CancellationToken.None],
            (_, var t) when t == typeof(OrganizationLevel) => [OrganizationLevel.Primary],
            (_, var t) when t.IsEnum => [Enum.GetValues(t).GetValue(0)!],
            (_, var t) when t == typeof(OrganizationCore) => [new OrganizationCore("Имя", "Имя", null, false)],
            (_, var t) when t == typeof(Candidates) => [new Candidates([]), new Candidates([OrganizationLevel.Primary], Powers.Write)],
            (_, var t) when t == typeof(OrganizationFilter) => ground.Organizations.Select(o => new OrganizationFilter { Under = o }),
            (_, var t) when t == typeof(MemberFilter) =>
                [.. ground.Organizations.Select(o => new MemberFilter { Under = o, OnRecord = null }), .. new[] { "Заслонова", EveryDoorGround.Phone, EveryDoorGround.Email, $"{EveryDoorGround.Ticket}", $"№ {ground.Members[0]}" }.Select(q => new MemberFilter { Query = q, OnRecord = null })],
            (_, var t) when t == typeof(MailingAudience) => ground.Organizations.Select(o => new MailingAudience { Organizations = new OrganizationFilter { Under = o } }),
            (_, var t) when t == typeof(RecipientFilter) => [new RecipientFilter()],
            (_, var t) when t == typeof(MailingDraft) => [new MailingDraft(LetterChannel.Email, new MailingAudience(), "Тема", "Слова")],
            (_, var t) when t == typeof(PersonTraits) => [unknown],
            (_, var t) when t == typeof(NewMember) => ground.Organizations.Select(o => new NewMember(o, new Dictionary<string, string> { ["surname"] = "Никтошин", ["name"] = "Никто" }, false, new HashSet<int>())),
            (_, var t) when t == typeof(CardDraft) => members.Select(m => new CardDraft((int)m, 1, new Dictionary<string, FieldEdit> { [PersonTab.Name.Key] = new("", "Никто", 1) })),
            (_, var t) when t == typeof(PassportDraft) => ground.Organizations.Select(o => new PassportDraft(o, 1, new Dictionary<string, FieldEdit> { [InpoTab.DuesRate.Key] = new("", "1", 1) })),
            (_, var t) when t == typeof(RecordRef) => [.. ground.Organizations.Select(RecordRef.Passport), .. ground.Members.Take(1).Select(RecordRef.Card)],
            (_, var t) when t == typeof(RowSnapshot) => [new RowSnapshot(ground.Row, "", new Dictionary<string, string>())],
            (_, var t) when t == typeof(Gap) => [Catalogue.Passport.Gaps[0]],
            (_, var t) when t == typeof(RowSet) => [ChairpersonTab.Chairpersons],
            (_, var t) when t == typeof(Func<CancellationToken, Task<IReadOnlyList<int>>>) => [(Func<CancellationToken, Task<IReadOnlyList<int>>>)(_ => Task.FromResult<IReadOnlyList<int>>(ground.Members))],
            (_, var t) when parameter.HasDefaultValue || Nullable.GetUnderlyingType(parameter.ParameterType) is not null || t.IsInterface => [null!],
            _ => throw new InvalidOperationException($"Скажите в {nameof(EveryDoorServicesTests)}.{nameof(ValuesOf)}, что такое чужое значение {type.Name} {name} у {method.DeclaringType!.Name}.{method.Name}."),
        };
    }

    /// <returns>Null for a refusal or for nothing; else the answer in words.</returns>
    private async Task<string?> CallAsync(Actor actor, Type service, MethodInfo method, object?[] arguments)
    {
        await using var scope = ground.Registry.App.Services.GetRequiredService<IServiceScopeFactory>().CreateScope(actor);
        try
        {
            var called = method.Invoke(scope.ServiceProvider.GetRequiredService(service), [.. arguments.Select((a, i) => a is null && method.GetParameters()[i] is { HasDefaultValue: true, ParameterType.IsValueType: true } p && Nullable.GetUnderlyingType(p.ParameterType) is null ? Activator.CreateInstance(p.ParameterType) : a)]);
            var task = called as Task ?? (Task)called!.GetType().GetMethod("AsTask")!.Invoke(called, null)!;
            await task;
            var answer = task.GetType().IsGenericType ? task.GetType().GetProperty("Result")!.GetValue(task) : null;
            return IsNothing(answer, 0) ? null : $"{answer}";
        }
        catch (RuleBrokenException refused)
        {
            return EveryDoorGround.Leak(refused.Message) is { } word ? $"a refusal with «{word}»" : null;
        }
        catch (TargetInvocationException e) when (e.InnerException is RuleBrokenException refused)
        {
            return EveryDoorGround.Leak(refused.Message) is { } word ? $"a refusal with «{word}»" : null;
        }
        catch (Exception e)
        {
            return $"the fault {(e.InnerException ?? e).GetType().Name}: {(e.InnerException ?? e).Message}";
        }
    }

    private static bool IsNothing(object? answer, int depth) => answer switch
    {
        null or false or 0 or 0L or "" => true,
        // What an act on a selection refuses it counts; of whom it speaks is in the sentence.
        MemberActsResult acts => acts.Done == 0 && acts.Refused.All(r => EveryDoorGround.Leak(r.FullName + r.Reason) is null),
        ForecastTable table => table.Count(null, null) == 0,
        RecordChange change => change.Lines.Count == 0 && change.Version == 0,
        Eseur.Admin.Live.Cards.FoundCards cards => cards.Count == 0,
        string or ValueType => answer is not string && Equals(answer, Activator.CreateInstance(answer.GetType())) || answer.GetType().FullName == "System.Threading.Tasks.VoidTaskResult",
        IEnumerable several => !several.Cast<object>().Any(),
        _ => answer.GetType().FullName == "System.Threading.Tasks.VoidTaskResult"
            || (depth < 3 && answer.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).All(p => IsNothing(p.GetValue(answer), depth + 1))),
    };

    private static string Difference(string before, string after) =>
        string.Join(" ⏎ ", after.Split('\n').Except(before.Split('\n')).Concat(before.Split('\n').Except(after.Split('\n'))).Take(4).Select(l => l[..Math.Min(200, l.Length)]));
}
