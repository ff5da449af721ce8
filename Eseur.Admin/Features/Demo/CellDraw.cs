namespace Eseur.Admin.Features.Demo;

/// <summary>Draws the cards of one cell: one after another, so many of so many left, until the planned numbers are used up.</summary>
internal ref struct CellDraw(CardGroup group, int heads, Func<CardMarks, ushort> planned)
{
    private int consent, birth, plastic, isVirtual, noSex, men, dues, workplace, position, course, phone, email, bonus;

    public void Fill(Span<CardSpec> cards, DemoRandom random)
    {
        if (heads == 0)
            return;
        (consent, birth, plastic, isVirtual) = (planned(CardMarks.NoConsent), planned(CardMarks.NoBirthDate), planned(CardMarks.Plastic), planned(CardMarks.Virtual));
        (noSex, men) = (planned(CardMarks.NoSex), planned(CardMarks.Man));
        (dues, workplace, position, course) = (planned(CardMarks.NoDuesForm), planned(CardMarks.NoWorkplace), planned(CardMarks.NoPosition), planned(CardMarks.NoCourse));
        (phone, email, bonus) = (planned(CardMarks.NoPhone), planned(CardMarks.NoEmail), planned(CardMarks.Bonus));
        var menShare = heads == noSex ? 0.2 : men / (double)(heads - noSex);
        var (stated, mayHoldTicket) = (heads - noSex, heads - Math.Max(consent, birth));
        for (var left = heads; left > 0; left--)
        {
            var marks = Papers(left, random);
            if ((marks & (CardMarks.NoConsent | CardMarks.NoBirthDate)) == CardMarks.None)
            {
                marks |= Take(ref plastic, mayHoldTicket, CardMarks.Plastic, random) | Take(ref isVirtual, mayHoldTicket, CardMarks.Virtual, random);
                mayHoldTicket--;
            }
            bool isMan;
            if (Take(ref noSex, left, CardMarks.NoSex, random) != CardMarks.None)
            {
                marks |= CardMarks.NoSex;
                isMan = random.Chance(menShare);
            }
            else
            {
                isMan = Take(ref men, stated--, CardMarks.Man, random) != CardMarks.None;
            }
            marks |= Take(ref dues, left, CardMarks.NoDuesForm, random) | Take(ref workplace, left, CardMarks.NoWorkplace, random) | Take(ref position, left, CardMarks.NoPosition, random)
                | Take(ref course, left, CardMarks.NoCourse, random) | Take(ref phone, left, CardMarks.NoPhone, random) | Take(ref email, left, CardMarks.NoEmail, random) | Take(ref bonus, left, CardMarks.Bonus, random);
            cards[heads - left] = new CardSpec(group, !isMan, marks);
        }
    }

    /// <summary>A ticket asks for both a birth date and a consent, so one of the two gaps is drawn within the other: who is left is known beforehand.</summary>
    private CardMarks Papers(int left, DemoRandom random)
    {
        if (consent >= birth)
        {
            var outer = consent;
            return Take(ref consent, left, CardMarks.NoConsent, random) is var marks && marks != CardMarks.None ? marks | Take(ref birth, outer, CardMarks.NoBirthDate, random) : CardMarks.None;
        }
        var of = birth;
        return Take(ref birth, left, CardMarks.NoBirthDate, random) is var lacks && lacks != CardMarks.None ? lacks | Take(ref consent, of, CardMarks.NoConsent, random) : CardMarks.None;
    }

    private static CardMarks Take(ref int wanted, int of, CardMarks mark, DemoRandom random)
    {
        if (wanted == 0 || (wanted < of && random.Below(of) >= wanted))
            return CardMarks.None;
        wanted--;
        return mark;
    }
}
