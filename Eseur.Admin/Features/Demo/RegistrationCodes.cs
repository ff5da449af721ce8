using System.Globalization;
using Eseur.Domain.Fields;

namespace Eseur.Admin.Features.Demo;

/// <summary>Registration codes that pass every check. Which of them really belong to someone is left to chance.</summary>
internal static class RegistrationCodes
{
    private const int Serials = 10_000_000;

    /// <summary>Ten digits: the subject, its tax office, a number, the check digit.</summary>
    /// <param name="subject">Two digits.</param>
    /// <param name="serial">Different serials below ten million give different codes.</param>
    public static string Inn(string subject, int serial)
    {
        var digits = subject + Scattered(serial).ToString("D7", CultureInfo.InvariantCulture);
        return digits + Digit(TaxCodes.InnDigit(digits, 9));
    }

    /// <summary>Follows from the ИНН: the tax office, "registered at its seat", number one.</summary>
    public static string Kpp(string inn) => inn[..4] + "01001";

    /// <summary>Thirteen digits: a legal entity, the year of entry, the office, a number, the check digit.</summary>
    public static string Ogrn(string inn, int year)
    {
        var digits = $"1{(year % 100).ToString("D2", CultureInfo.InvariantCulture)}{inn[..4]}{inn[4..9]}";
        return digits + Digit(TaxCodes.OgrnDigit(digits));
    }

    // Prime to ten million, so neighbours in the plan do not stand side by side and none meet.
    private static int Scattered(int serial) => (int)((long)serial * 7_368_787 % Serials);

    private static string Digit(int digit) => digit.ToString(CultureInfo.InvariantCulture);
}
