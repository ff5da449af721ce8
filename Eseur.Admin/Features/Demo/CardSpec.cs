using Eseur.Domain.Members;

namespace Eseur.Admin.Features.Demo;

/// <summary>Who a card is of; of the last two kinds the card does not say so.</summary>
internal enum CardGroup : byte { Worker, Student, Pensioner, UnstatedWorker, UnstatedStudent }

/// <summary>What a planned card lacks or has. What the slides print of these comes out exactly.</summary>
[Flags]
internal enum CardMarks : ushort
{
    None = 0,
    NoSex = 1,
    NoBirthDate = 2,
    NoDuesForm = 4,
    NoConsent = 8,
    NoWorkplace = 16,
    NoPosition = 32,
    NoCourse = 64,
    NoPhone = 128,
    NoEmail = 256,
    Man = 512,
    Plastic = 1024,
    Virtual = 2048,
    Bonus = 4096,
}

/// <summary>A card before there is a person: whose form the name takes, and what is filled.</summary>
internal readonly record struct CardSpec(CardGroup Group, bool IsWoman, CardMarks Marks)
{
    public Employment? Employment => Group switch
    {
        CardGroup.Worker => Eseur.Domain.Members.Employment.Worker,
        CardGroup.Student => Eseur.Domain.Members.Employment.Student,
        CardGroup.Pensioner => Eseur.Domain.Members.Employment.Pensioner,
        _ => null,
    };

    public bool IsStudent => Group is CardGroup.Student or CardGroup.UnstatedStudent;

    public bool Has(CardMarks mark) => (Marks & mark) != CardMarks.None;
}
