using Eseur.Admin.Features.Account;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Eseur.Tests.Features.Account;

public sealed class LetterTokensTests
{
    private const string Reset = UserManager<RegistryUser>.ResetPasswordTokenPurpose;
    private readonly SetClock clock = new(new DateTime(2026, 11, 21, 9, 0, 0));
    private readonly RegistryUser user = new() { Id = 7, SecurityStamp = "one" };
    private readonly LetterTokens tokens;

    public LetterTokensTests() => tokens = new LetterTokens(new EphemeralDataProtectionProvider(), clock);

    [Theory]
    [InlineData(Reset, 60)]
    [InlineData(LetterTokens.Invitation, 7 * 24 * 60)]
    public async Task Key_UntilItsEnd_Opens(string purpose, int minutes)
    {
        var key = await tokens.GenerateAsync(purpose, null!, user);
        clock.Utc = clock.Utc.AddMinutes(minutes);
        Assert.True(await tokens.ValidateAsync(purpose, key, null!, user));
        clock.Utc = clock.Utc.AddSeconds(1);
        Assert.False(await tokens.ValidateAsync(purpose, key, null!, user));
    }

    [Fact]
    public async Task Key_ForAnotherPurposePersonOrStamp_DoesNotOpen()
    {
        var key = await tokens.GenerateAsync(Reset, null!, user);
        Assert.True(await tokens.ValidateAsync(Reset, key, null!, user));
        Assert.False(await tokens.ValidateAsync(LetterTokens.Invitation, key, null!, user));
        Assert.False(await tokens.ValidateAsync(Reset, key, null!, new RegistryUser { Id = 8, SecurityStamp = "one" }));
        Assert.False(await tokens.ValidateAsync(Reset, key, null!, new RegistryUser { Id = 7, SecurityStamp = "two" }));
        Assert.False(await tokens.ValidateAsync(Reset, key[..^4], null!, user));
    }
}
