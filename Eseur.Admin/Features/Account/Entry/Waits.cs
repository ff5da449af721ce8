using Eseur.Admin.Shared;

namespace Eseur.Admin.Features.Account;

internal static class Waits
{
    /// <summary>"12:05 по московскому времени", with the day where it is another; a minute begun counts whole.</summary>
    public static string Until(DateTime utc, TimeProvider clock)
    {
        var whole = new DateTime((utc.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        return (Ru.MoscowDay(whole) == clock.MoscowToday() ? Ru.Clock(whole) : Ru.Time(whole)) + " по московскому времени";
    }
}
