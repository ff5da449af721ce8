using Eseur.Admin.Data;
using Eseur.Admin.Data.Access;
using Eseur.Domain.Access;

namespace Eseur.Admin.Features.Account;

/// <summary>Which roles are held only by those who sign in with a second factor: setting SecondFactor:RequiredFor, a list of roles.</summary>
public sealed record SecondFactorRule(IReadOnlySet<RegistryRole> RequiredFor)
{
    private const string Setting = "SecondFactor:RequiredFor";

    /// <exception cref="StartupException">There is no such role.</exception>
    public static SecondFactorRule From(IConfiguration settings)
    {
        var names = settings.GetSection(Setting) is { Value: { } line }
            ? line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : settings.GetSection(Setting).Get<string[]>() ?? [];
        return new SecondFactorRule(names.Select(Role).ToHashSet());
    }

    public bool Requires(Scope scope) => scope.Reaches.Any(r => RequiredFor.Contains(r.Role));

    private static RegistryRole Role(string name) => Enum.TryParse<RegistryRole>(name, ignoreCase: true, out var role) && Enum.IsDefined(role) && !char.IsAsciiDigit(name[0])
        ? role
        : throw new StartupException($"Настройка {Setting}: роли «{name}» нет. Есть роли: {string.Join(", ", Enum.GetNames<RegistryRole>())}.");
}
