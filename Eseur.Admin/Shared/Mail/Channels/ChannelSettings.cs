using Eseur.Domain.Letters;

namespace Eseur.Admin.Shared.Mail.Channels;

/// <summary>Settings "Sms" and "Push": folders from which another program takes messages; null where there is none.</summary>
public sealed record ChannelSettings(string? SmsFolder, string? PushFolder)
{
    public const string SmsKey = "Sms:Folder";
    public const string PushKey = "Push:Folder";

    public static string KeyOf(LetterChannel channel) => channel == LetterChannel.Sms ? SmsKey : PushKey;

    public static ChannelSettings From(IConfiguration configuration) => new(Folder(configuration, SmsKey), Folder(configuration, PushKey));

    private static string? Folder(IConfiguration configuration, string key) => configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? Path.GetFullPath(text.Trim()) : null;
}
