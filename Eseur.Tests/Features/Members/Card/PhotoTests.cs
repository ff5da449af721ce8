using Eseur.Domain.Access;
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Eseur.Admin.Features.Account;
using Eseur.Domain;
using Eseur.Domain.Members;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Eseur.Tests.Features.Members.Card;

/// <summary>The photograph through the real server: what is taken in, what is refused, and how it is served.</summary>
public sealed partial class PhotoTests : IAsyncLifetime
{
    private const string Email = "chair@school.example";
    private const string Password = "pass-phrase-2026";
    private CardDesk desk = default!;
    private HttpClient client = default!;

    public static TheoryData<string, byte[]> Images => new() { { "image/jpeg", Jpeg(400, 500) }, { "image/png", Png(400, 500) }, { "image/webp", WebP(400, 500) } };

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "photo.jpg", "<html><script>alert(1)</script></html>"u8.ToArray(), "Это не фото" },
        { "photo.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "Это не фото" },
        { "photo.gif", "GIF89a<script>"u8.ToArray(), "Это не фото" },
        { "photo.png", [], "Файл пустой" },
        { "photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xD9, .. "<html>"u8], "не читаются его размеры" },
        { "photo.png", [.. Png(400, 500)[..20]], "не читаются его размеры" },
        { "photo.png", Png(1, 1), "1×1" },
        { "photo.png", Png(90_000, 500), "90000×500" },
        { "photo.jpg", [.. Jpeg(400, 500), .. new byte[2 * 1024 * 1024]], "больше 2 МБ" },
    };

    public async Task InitializeAsync()
    {
        desk = await CardDesk.OpenAsync(await TestRegistry.StartAsync("--urls", "http://127.0.0.1:0"));
        await desk.Registry.HireAsync(Email, "Анна", Password, RegistryRole.Chairperson, desk.SchoolId);
        await desk.Registry.App.StartAsync();
        client = await SignedInClient.SignInAsync(desk.Registry, Email, Password);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await desk.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Images))]
    public async Task Post_Image_IsServedAsWhatItIsWhateverItWasCalled(string type, byte[] content)
    {
        // A name and a declared type are only somebody's words.
        using var sent = await SendAsync(content, "photo.html", "text/html");
        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);

        using var answer = await client.GetAsync($"members/{desk.MemberId}/photo?v=2");

        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.True(answer.Headers.CacheControl is { Private: true, MaxAge.TotalDays: 1 });
        Assert.Equal(2, (await desk.StoredAsync()).Version);
        Assert.Equal("Загружено фото", (await desk.History("Анна").ReadAsync(desk.Card, CardParts.Photo, null, null, 1))[0].Act);
    }

    [Fact]
    public async Task Post_JpegWithAPageBehindIt_IsStillOnlyAnImage()
    {
        using var sent = await SendAsync([.. Jpeg(400, 500), .. "<html><script>alert(1)</script></html>"u8], "photo.jpg.html", "text/html");
        using var answer = await client.GetAsync($"members/{desk.MemberId}/photo");
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Post_NotAPhoto_IsRefusedWithASentenceAndNothingIsKept(string name, byte[] content, string reason)
    {
        using var answer = await SendAsync(content, name, "image/png");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await desk.Photos("Анна").FindAsync(desk.MemberId));
        Assert.Equal(1, (await desk.StoredAsync()).Version);
    }

    [Fact]
    public async Task Post_FarTooLong_IsNotTaken()
    {
        try
        {
            using var answer = await SendAsync([.. Jpeg(400, 500), .. new byte[4 * 1024 * 1024]], "photo.jpg", "image/jpeg");
            Assert.False(answer.IsSuccessStatusCode);
        }
        catch (HttpRequestException)
        {
            // The server may hang up before all is sent.
        }
        Assert.Null(await desk.Photos("Анна").FindAsync(desk.MemberId));
    }

    [Fact]
    public async Task Post_WithoutTheFormsToken_IsNotTaken()
    {
        using var answer = await SendAsync(Jpeg(400, 500), "photo.jpg", "image/jpeg", token: "");
        Assert.NotEqual(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Null(await desk.Photos("Анна").FindAsync(desk.MemberId));
    }

    [Fact]
    public async Task Photo_NobodySignedIn_LeadsToTheSignIn()
    {
        await desk.Photos("Анна").PutAsync(desk.MemberId, Jpeg(400, 500));
        using var stranger = SignedInClient.Anonymous(desk.Registry);
        using var answer = await stranger.GetAsync($"members/{desk.MemberId}/photo");
        Assert.Equal("/sign-in", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Photo_ReplacedAndRemoved_MovesTheVersionEachTime()
    {
        var photos = desk.Photos("Анна");
        await photos.PutAsync(desk.MemberId, Jpeg(400, 500));
        await photos.PutAsync(desk.MemberId, Png(300, 300));
        Assert.Equal("image/png", (await photos.FindAsync(desk.MemberId))!.ContentType);

        await photos.RemoveAsync(desk.MemberId);

        Assert.Null(await photos.FindAsync(desk.MemberId));
        Assert.Equal(4, (await desk.StoredAsync()).Version);
        using var answer = await client.GetAsync($"members/{desk.MemberId}/photo");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Photo_OfAnotherOrganisationsMember_IsRefused()
    {
        await Assert.ThrowsAsync<RuleBrokenException>(() => desk.Photos("Чужой", "/1/999/").PutAsync(desk.MemberId, Jpeg(400, 500)));
        Assert.Null(await desk.Photos("Анна").FindAsync(desk.MemberId));
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] content, string name, string type, string? token = null)
    {
        token ??= Token().Match(await client.GetStringAsync("dictionary")).Groups["token"].Value;
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(token), "__RequestVerificationToken");
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        form.Add(file, "photo", name);
        return await client.PostAsync($"members/{desk.MemberId}/photo", form);
    }

    private static byte[] Jpeg(ushort width, ushort height)
    {
        var frame = new byte[] { 0xFF, 0xC0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(5), height);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(7), width);
        return [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, .. frame, 0xFF, 0xD9];
    }

    private static byte[] Png(uint width, uint height)
    {
        var sides = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(sides, width);
        BinaryPrimitives.WriteUInt32BigEndian(sides.AsSpan(4), height);
        return [0x89, .. "PNG"u8, 13, 10, 26, 10, 0, 0, 0, 13, .. "IHDR"u8, .. sides, 8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. "IEND"u8];
    }

    private static byte[] WebP(int width, int height) =>
        [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, .. Number24(width - 1), .. Number24(height - 1)];

    private static byte[] Number24(int number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16)];

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
