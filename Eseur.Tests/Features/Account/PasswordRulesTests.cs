using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Eseur.Admin.Features.Account;
using Eseur.Admin.Features.Demo;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Eseur.Tests.Features.Account;

public sealed class PasswordRulesTests
{
    private readonly CommonPasswords common = new();

    [Theory]
    [InlineData("password123")]
    [InlineData("QWERTYUIOP")]
    [InlineData("1234567890")]
    [InlineData("йцукенгшщз")]
    [InlineData("Пароль12345")]
    [InlineData("gfhjkm12345")]
    [InlineData("1q2w3e4r5t")]
    [InlineData("profsoyuz2026")]
    [InlineData("ююююююююююю")]
    [InlineData("abababababab")]
    public async Task Password_TriedFirst_IsRefused(string password) => Assert.Contains("подбирают первым", await ProblemAsync(password), StringComparison.Ordinal);

    [Theory]
    [InlineData("three words together")]
    [InlineData("три слова вместе")]
    [InlineData("lowercaseletters")]
    [InlineData(DemoSignIns.Password)]
    public async Task Password_LongAndRare_IsTakenWithoutDigitsOrSigns(string password) => Assert.Equal("", await ProblemAsync(password));

    [Theory]
    [InlineData("ivanova@example.org", "hello Ivanova hello", true)]
    [InlineData("li@example.org", "three little words", false)]
    public async Task Password_WithNameOfMail_IsRefusedWhenTheNameIsAName(string email, string password, bool refused) =>
        Assert.Equal(refused, (await ProblemAsync(password, email)).Contains("имя из вашей почты", StringComparison.Ordinal));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task Password_VeryLong_IsRefusedPastTheMost(int length, bool taken) =>
        Assert.Equal(taken, (await ProblemAsync(string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * 7 % 26)))))).Length == 0);

    [Fact]
    public async Task Hash_OfANewPassword_IsAsSlowAsOwaspAsks()
    {
        await using var registry = await TestRegistry.StartEmptyAsync();
        await using var scope = registry.App.Services.CreateAsyncScope();
        var hash = Convert.FromBase64String(scope.ServiceProvider.GetRequiredService<IPasswordHasher<RegistryUser>>().HashPassword(new RegistryUser(), "three words together"));
        // Identity's own format: its version, the function (2 is HMAC-SHA-512), the rounds.
        Assert.Equal((1, 2u, 210_000u), (hash[0], BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)), BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5))));
    }

    [Fact]
    public void List_EveryLine_IsLongEnoughToBeChosen()
    {
        Assert.InRange(common.Count, 300, 1500);
        Assert.True(common.Contains("password123"));
    }

    [Fact]
    public void Errors_OfIdentity_AreAllInRussian()
    {
        var describer = new RussianIdentityErrors();
        foreach (var method in typeof(IdentityErrorDescriber).GetMethods().Where(m => m.ReturnType == typeof(IdentityError)))
        {
            var error = (IdentityError)typeof(RussianIdentityErrors).GetMethod(method.Name)!.Invoke(describer, [.. method.GetParameters().Select(p => p.ParameterType == typeof(int) ? (object)10 : "x")])!;
            Assert.Matches(new Regex(@"^[^A-Za-z]*\p{IsCyrillic}[^A-Za-z]*$", RegexOptions.None, TimeSpan.FromSeconds(1)), error.Description.Replace("Caps Lock", "", StringComparison.Ordinal));
        }
    }

    private async Task<string> ProblemAsync(string password, string email = "someone@example.org") =>
        string.Join(" ", (await new PasswordRules(common).ValidateAsync(null!, new RegistryUser { Email = email }, password)).Errors.Select(e => e.Description));
}
