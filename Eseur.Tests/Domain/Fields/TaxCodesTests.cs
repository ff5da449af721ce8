using System.Globalization;
using Eseur.Domain.Fields;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Domain.Fields;

public sealed class TaxCodesTests
{
    [Theory]
    [InlineData("7707083893", true)]
    [InlineData("500100732259", true)]
    [InlineData("7707083894", false)]
    [InlineData("500100732258", false)]
    [InlineData("500100732249", false)]
    [InlineData("77070838930", false)]
    [InlineData("", false)]
    public void IsInn_Published_Holds(string digits, bool expected) => Assert.Equal(expected, TaxCodes.IsInn(digits));

    [Theory]
    [InlineData("1027700132195", true)]
    [InlineData("1027700132194", false)]
    [InlineData("304500116000157", true)]
    [InlineData("304500116000158", false)]
    [InlineData("102770013219", false)]
    public void IsOgrn_Published_Holds(string digits, bool expected) => Assert.Equal(expected, TaxCodes.IsOgrn(digits));

    [Fact]
    public void IsInn_OneDigitChanged_IsCaughtUnlessTheRestIsTen()
    {
        // The weights catch every single slip but those between remainders 0 and 10, which print the same digit.
        var slips = from first in Gen.Choose(0, 999_999_999) from at in Gen.Choose(0, 8) from shift in Gen.Choose(1, 9) select (first, at, shift);
        Prop.ForAll(slips.ToArbitrary(), slip =>
        {
            var nine = slip.first.ToString("D9", CultureInfo.InvariantCulture);
            var inn = nine + TaxCodes.InnDigit(nine, 9).ToString(CultureInfo.InvariantCulture);
            var wrong = inn.ToCharArray();
            wrong[slip.at] = (char)('0' + ((wrong[slip.at] - '0' + slip.shift) % 10));
            return TaxCodes.IsInn(inn) && (!TaxCodes.IsInn(new string(wrong)) || inn[9] == '0');
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void IsOgrn_LastDigitMade_Holds() =>
        Prop.ForAll((from high in Gen.Choose(100_000, 599_999) from low in Gen.Choose(0, 999_999) select (high * 1_000_000L) + low).ToArbitrary(), first =>
        {
            var twelve = first.ToString(CultureInfo.InvariantCulture);
            var ogrn = twelve + TaxCodes.OgrnDigit(twelve).ToString(CultureInfo.InvariantCulture);
            return TaxCodes.IsOgrn(ogrn) && Enumerable.Range(0, 10).Count(d => TaxCodes.IsOgrn(twelve + d.ToString(CultureInfo.InvariantCulture))) == 1;
        }).QuickCheckThrowOnFailure();
}
