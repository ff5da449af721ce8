using Eseur.Domain.Letters;

namespace Eseur.Admin.Shared.Mail.Channels;

/// <summary>The ways letters travel in this installation.</summary>
public sealed class LetterChannels(IEnumerable<ILetterChannel> channels)
{
    private readonly List<ILetterChannel> all = [.. channels];

    /// <summary>What a mailing may choose of: e-mail always, the others where their settings are given.</summary>
    public IReadOnlyList<LetterChannel> Offered => [.. all.Where(c => c.IsSetUp || c.Channel == LetterChannel.Email).Select(c => c.Channel).Order()];

    /// <summary>What letters can leave by; the others wait for their settings.</summary>
    public IReadOnlyList<LetterChannel> SetUp => [.. all.Where(c => c.IsSetUp).Select(c => c.Channel).Order()];

    public ILetterChannel Of(LetterChannel channel) => all.Single(c => c.Channel == channel);
}
