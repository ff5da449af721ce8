using System.Globalization;
using Eseur.Domain.Access;

namespace Eseur.Admin.Data.Access;

/// <summary>One grant as the scope knows it.</summary>
/// <param name="Path">Of the organisation where it begins.</param>
/// <param name="Until">The last day, Moscow time; null for no end.</param>
public sealed record Reach(RegistryRole Role, string Path, DateOnly? Until)
{
    /// <summary>The organisation where it begins.</summary>
    public int OrganizationId => int.Parse(Path.Trim('/').Split('/')[^1], CultureInfo.InvariantCulture);

    internal bool Allows(Powers power, string path) => Role.Allows().HasFlag(power) && (IsOfOne(power) ? path == Path : path.StartsWith(Path, StringComparison.Ordinal));

    internal string Pattern(Powers power) => GoesDown(power) ? Path + "%" : Path;

    /// <summary>Whether the power, which the role allows, holds below as well.</summary>
    internal bool GoesDown(Powers power) => !IsOfOne(power);

    private bool IsOfOne(Powers power) => Role == RegistryRole.Chairperson && (power & RegistryRoles.OfOneOrganization) != Powers.None;
}

/// <summary>
/// Which paths, which powers. The only answer to "may this actor": the context's filters, the save interceptor and the
/// board's view all ask it, so that a page that forgets to ask still shows nothing and writes nothing outside.
/// </summary>
public sealed class Scope
{
    /// <summary>For the program itself.</summary>
    public static readonly Scope Everything = new([]) { IsEverything = true };

    /// <summary>For nobody; what a context without an actor has.</summary>
    public static readonly Scope Nothing = new([]);

    private Scope(IReadOnlyList<Reach> reaches) => Reaches = reaches;

    /// <summary>Grants that hold, the widest first.</summary>
    public IReadOnlyList<Reach> Reaches { get; }

    public bool IsEverything { get; private init; }

    public static Scope Of(IEnumerable<Reach> reaches) => new([.. reaches.OrderBy(r => r.Path.Length).ThenByDescending(r => r.Role.Allows())]);

    public bool May(Powers power, string path) => IsEverything || Reaches.Any(r => r.Allows(power, path));

    /// <summary>Whether there is any place where the power holds.</summary>
    public bool MayAnywhere(Powers power) => IsEverything || Reaches.Any(r => r.Role.Allows().HasFlag(power));

    /// <summary>LIKE patterns of the paths where the power holds. A path has digits and slashes only, so nothing in it is a wildcard.</summary>
    public string[] Patterns(Powers power) => IsEverything ? ["/%"] : [.. Reaches.Where(r => r.Role.Allows().HasFlag(power)).Select(r => r.Pattern(power)).Distinct()];

    /// <summary>Whether the power holds in the whole union: queries then ask no path.</summary>
    public bool IsWhole(Powers power) => IsEverything || Subtrees(power).Any(path => path.Count(c => c == '/') == 2);

    /// <summary>The one subtree where the power holds, by path; null for none and for several.</summary>
    public string? OnlySubtree(Powers power) => Subtrees(power).ToList() is [var only] && Patterns(power).Length == 1 ? only : null;

    private IEnumerable<string> Subtrees(Powers power) => Reaches.Where(r => r.Role.Allows().HasFlag(power) && r.GoesDown(power)).Select(r => r.Path).Distinct();

    /// <summary>Whether the role may be given there, until then: by someone who has no less.</summary>
    /// <param name="until">The last day; null for no end.</param>
    public bool MayGive(RegistryRole role, string path, DateOnly? until) => IsEverything || Reaches.Any(r =>
        r.Role.MayGive(role) && path.StartsWith(r.Path, StringComparison.Ordinal) && (r.Until is null || (until is not null && until <= r.Until)));

    /// <summary>The last day until which the role may be given there; null for no end, and where it may not be given at all.</summary>
    public DateOnly? LastDayToGive(RegistryRole role, string path)
    {
        var given = Reaches.Where(r => r.Role.MayGive(role) && path.StartsWith(r.Path, StringComparison.Ordinal)).ToList();
        return IsEverything || given.Count == 0 || given.Exists(r => r.Until is null) ? null : given.Max(r => r.Until);
    }

    public IReadOnlyList<RegistryRole> Givable(string path) => [.. Enum.GetValues<RegistryRole>().Where(role =>
        IsEverything || Reaches.Any(r => r.Role.MayGive(role) && path.StartsWith(r.Path, StringComparison.Ordinal)))];
}
