using Eseur.Domain.References;

namespace Eseur.Tests.Domain.Letters;

public sealed class RegionTimeTests
{
    [Theory]
    // Nine in the morning comes to Vladivostok seven hours before Moscow, and to Kaliningrad one hour after.
    [InlineData("77", "2026-11-22T03:30:00", 9, "2026-11-22T06:00:00")]
    [InlineData("25", "2026-11-21T20:00:00", 9, "2026-11-21T23:00:00")]
    [InlineData("25", "2026-11-22T03:30:00", 9, "2026-11-22T23:00:00")]
    [InlineData("39", "2026-11-22T06:30:00", 9, "2026-11-22T07:00:00")]
    [InlineData(null, "2026-11-22T06:20:00", 9, "2026-11-22T06:20:00")]
    [InlineData("nowhere", "2026-11-22T07:00:00", 9, "2026-11-23T06:00:00")]
    public void Next_HourOfTheRegionsClock_IsTheFirstFromThere(string? region, string from, int hour, string expected) =>
        Assert.Equal(At(expected), RegionTime.Next(At(from), hour, region));

    [Fact]
    public void Next_AnyRegionAndHour_IsWithinADayAndShowsTheHour()
    {
        var from = At("2026-11-22T06:17:00");
        foreach (var region in FederalSubjects.Items().Select(i => i.Code))
        {
            for (var hour = 0; hour < 24; hour++)
            {
                var next = RegionTime.Next(from, hour, region);
                Assert.InRange(next, from, from.AddDays(1));
                Assert.Equal(hour, next.AddHours(3 + RegionTime.HoursAheadOfMoscow(region)).Hour);
            }
        }
    }

    private static DateTime At(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal);
}
