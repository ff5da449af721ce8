using Eseur.Admin.Features.Letters;

namespace Eseur.Tests.Features.Letters.Outbox;

/// <summary>600 a minute: ten a second, and a bucket of sixty.</summary>
public sealed class DomainPaceTests
{
    private readonly ManualClock clock = new();
    private readonly DomainPace pace;

    public DomainPaceTests() => pace = new DomainPace(new SendingSettings(true, 8, 600, TimeSpan.FromMinutes(3), TimeSpan.FromHours(72)), clock);

    [Fact]
    public void Domain_TakesWhatTheBucketHolds_ThenAsFastAsItFills()
    {
        Assert.Equal(60, Taken("town.example", 100));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Taken("town.example", 100));
        Assert.Equal(60, Taken("other.example", 100));
    }

    [Fact]
    public void Domain_FoundEmpty_RestsUntilHalfFull()
    {
        Taken("town.example", 60);
        Assert.Equal(["town.example"], pace.Resting());
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Empty(pace.Resting());
        Assert.Equal(2, Taken("town.example", 3));
        clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(["town.example"], pace.Resting());
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Empty(pace.Resting());
        Assert.Equal(31, Taken("town.example", 100));
    }

    private int Taken(string domain, int most) => Enumerable.Range(0, most).Count(_ => pace.TryTake(domain));
}
