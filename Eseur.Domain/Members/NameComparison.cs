namespace Eseur.Domain.Members;

/// <summary>How much of two names is the same, from nothing to all of it.</summary>
internal enum NameLikeness : byte
{
    None,

    /// <summary>The given names may be one person's, the surname is another.</summary>
    Given,

    /// <summary>Name and patronymic are the same, the surname is another: after a marriage, for instance.</summary>
    GivenInFull,

    /// <summary>The same but for a slip, an initial, a patronymic left out or one half of a double surname.</summary>
    Close,

    Same,
}

/// <summary>Two persons' names side by side. The order of the two makes no difference.</summary>
internal readonly record struct NameComparison(NameLikeness Likeness, LikenessReason? Why)
{
    public static NameComparison Of(PersonTraits a, PersonTraits b)
    {
        var (mine, theirs) = (SearchText.Words(a.FullName), SearchText.Words(b.FullName));
        var shared = Shared(mine, theirs);
        if (shared == mine.Length && shared == theirs.Length)
            return new(NameLikeness.Same, mine.SequenceEqual(theirs) ? LikenessReason.SameName : LikenessReason.SameWords);
        if (shared >= 2 && shared == Math.Min(mine.Length, theirs.Length) && Math.Abs(mine.Length - theirs.Length) == 1)
            return new(NameLikeness.Close, HasPatronymic(a) == HasPatronymic(b) ? LikenessReason.PartOfSurname : LikenessReason.NoPatronymic);
        return ByFields(a, b);
    }

    private static NameComparison ByFields(PersonTraits a, PersonTraits b)
    {
        var given = Word.Sequence(SearchText.Words($"{a.Name} {a.Patronymic}"), SearchText.Words($"{b.Name} {b.Patronymic}"));
        if (given is null)
            return default;
        var surname = Word.Compare(SearchText.Of(a.Surname), SearchText.Of(b.Surname));
        if (surname is { Abbreviated: false } known && known.Slips + given.Value.Slips <= 2)
            return new(NameLikeness.Close, known.Slips + given.Value.Slips > 0 ? LikenessReason.Slip : given.Value.Abbreviated ? LikenessReason.Abbreviated : LikenessReason.NoPatronymic);
        var inFull = given is { Slips: 0, Abbreviated: false, LeftOut: false } && HasPatronymic(a);
        return inFull ? new(NameLikeness.GivenInFull, LikenessReason.OtherSurname)
            : given.Value.Slips == 0 ? new(NameLikeness.Given, LikenessReason.OtherSurname)
            : default;
    }

    private static bool HasPatronymic(PersonTraits person) => !string.IsNullOrEmpty(person.Patronymic);

    /// <summary>How many words stand in both, each counted once.</summary>
    private static int Shared(string[] a, string[] b)
    {
        var left = b.ToList();
        return a.Count(left.Remove);
    }

    /// <summary>How one part of a name differs from another that may be the same.</summary>
    private readonly record struct Word(int Slips, bool Abbreviated, bool LeftOut)
    {
        /// <summary>Null for two different words.</summary>
        public static Word? Compare(string a, string b)
        {
            if (a == b)
                return default(Word);
            if ((a.Length == 1 && b.StartsWith(a, StringComparison.Ordinal)) || (b.Length == 1 && a.StartsWith(b, StringComparison.Ordinal)))
                return new Word(0, Abbreviated: true, LeftOut: false);
            return TypingSlip.Between(a, b) is { } slips && slips <= TypingSlip.Allowed(a, b) ? new Word(slips, Abbreviated: false, LeftOut: false) : null;
        }

        /// <summary>Name with name, patronymic with patronymic; one that is left out at the end is not another.</summary>
        public static Word? Sequence(string[] a, string[] b)
        {
            var whole = new Word(0, Abbreviated: false, LeftOut: a.Length != b.Length);
            for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            {
                if (Compare(a[i], b[i]) is not { } word)
                    return null;
                whole = new Word(whole.Slips + word.Slips, whole.Abbreviated || word.Abbreviated, whole.LeftOut);
            }
            return whole;
        }
    }
}
