namespace Eseur.Tests;

/// <summary>Shows the moment it was set to.</summary>
public sealed class SetClock(DateTime utc) : TimeProvider
{
    public DateTime Utc { get; set; } = DateTime.SpecifyKind(utc, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => new(Utc, TimeSpan.Zero);
}
