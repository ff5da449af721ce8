using System.Globalization;
using Eseur.Admin.Data;

namespace Eseur.Admin.Features.Account;

/// <param name="PerUser">Pages one person may hold open at once; setting Circuits:PerUser.</param>
public sealed record CircuitLimits(int PerUser)
{
    private const string Setting = "Circuits:PerUser";

    /// <exception cref="StartupException">Not a whole number from 1.</exception>
    public static CircuitLimits From(IConfiguration settings) => settings[Setting] switch
    {
        null => new CircuitLimits(20),
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => new CircuitLimits(number),
        var text => throw new StartupException($"Настройка {Setting}: «{text}» — не целое число от 1."),
    };
}
