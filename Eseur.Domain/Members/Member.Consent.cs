namespace Eseur.Domain.Members;

public sealed partial class Member
{
    private readonly List<PastConsent> pastConsents = [];

    /// <summary>The day of the consent to processing that is in force; null is a gap.</summary>
    public DateOnly? ConsentOn { get; private set; }

    /// <summary>Version of the text that was agreed to; not known of some imported cards.</summary>
    public string? ConsentText { get; private set; }

    /// <summary>How it was given, by code of the reference list.</summary>
    public string? ConsentChannel { get; private set; }

    /// <summary>Consents that were withdrawn or given anew, oldest first; never taken away.</summary>
    public IReadOnlyList<PastConsent> PastConsents => pastConsents;

    public void GiveConsent(ConsentText text, string channel, DateOnly on)
    {
        if (on < text.Since)
            throw new RuleBrokenException($"Этот текст согласия действует с {text.Since:dd.MM.yyyy}: согласие не могло быть дано раньше.");
        if (on < ConsentOn || pastConsents.Exists(c => c.Withdrawn && on < c.Until))
            throw new RuleBrokenException("Дата раньше прежнего согласия или его отзыва. Проверьте день.");
        KeepConsent(on, withdrawn: false);
        (ConsentOn, ConsentText, ConsentChannel) = (on, text.Version, channel);
    }

    public void WithdrawConsent(DateOnly on)
    {
        if (ConsentOn is null)
            throw new RuleBrokenException("Согласия нет: отзывать нечего.");
        if (on < ConsentOn)
            throw new RuleBrokenException($"Согласие дано {ConsentOn:dd.MM.yyyy}, отозвать его раньше нельзя.");
        KeepConsent(on, withdrawn: true);
        (ConsentOn, ConsentText, ConsentChannel) = (null, null, null);
    }

    private void KeepConsent(DateOnly until, bool withdrawn)
    {
        if (ConsentOn is { } given)
            pastConsents.Add(new PastConsent(given, ConsentText, ConsentChannel, until, withdrawn));
    }
}
