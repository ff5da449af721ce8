using Eseur.Domain.Letters;

namespace Eseur.Admin.Shared.Mail.Channels;

/// <summary>A way letters travel. What a channel by HTTP has to do is in docs/mail.md.</summary>
public interface ILetterChannel
{
    LetterChannel Channel { get; }

    /// <summary>Off until its settings are given.</summary>
    bool IsSetUp { get; }

    /// <summary>Returns when the letter is somebody else's to deliver. The same <see cref="Letter.Key"/> again is the same letter.</summary>
    Task SendAsync(WrittenLetter written, Letter letter, CancellationToken cancel);
}
