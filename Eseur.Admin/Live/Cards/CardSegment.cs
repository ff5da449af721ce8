namespace Eseur.Admin.Live.Cards;

/// <summary>Cards in the order of names, each column an array of its own. Nothing in it ever changes.</summary>
internal sealed class CardSegment
{
    public required int[] Ids { get; init; }

    /// <summary>Places in <see cref="OrganizationIds"/>.</summary>
    public required int[] Organizations { get; init; }

    public required int[] Marks { get; init; }

    public required ushort[] Births { get; init; }

    public required ushort[] Joined { get; init; }

    public required int[] Surnames { get; init; }

    public required int[] Names { get; init; }

    public required int[] Patronymics { get; init; }

    public required WordList SurnameList { get; init; }

    public required WordList NameList { get; init; }

    public required WordList PatronymicList { get; init; }

    /// <summary>Sorted.</summary>
    public required int[] OrganizationIds { get; init; }

    /// <summary>Rows grouped by organisation; where each group begins is said by <see cref="OrganizationStarts"/>.</summary>
    public required int[] ByOrganization { get; init; }

    public required int[] OrganizationStarts { get; init; }

    /// <summary>Rows in the order of cards' numbers.</summary>
    public required int[] ById { get; init; }

    public int Count => Ids.Length;

    /// <summary>Length of a bitmap with a bit for each row.</summary>
    public int Words => (Count + 63) / 64;

    /// <summary>The row of a card; -1 without one.</summary>
    public int RowOf(int id)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Ids[ById[middle]] < id)
                low = middle + 1;
            else
                high = middle;
        }
        return low < Count && Ids[ById[low]] == id ? ById[low] : -1;
    }

    /// <summary>Rows of one organisation's cards, in the order of names.</summary>
    public ReadOnlySpan<int> RowsOf(int organization)
    {
        var slot = Array.BinarySearch(OrganizationIds, organization);
        return slot < 0 ? [] : ByOrganization.AsSpan(OrganizationStarts[slot]..OrganizationStarts[slot + 1]);
    }

    public CardEntry Entry(int row) => new(Ids[row], OrganizationIds[Organizations[row]], Marks[row], Births[row], Joined[row],
        SurnameList[Surnames[row]], NameList[Names[row]], PatronymicList[Patronymics[row]]);

    /// <summary>The first row whose name is not before the entry's.</summary>
    public int LowerBound(CardEntry entry)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Entry(middle).Against(entry) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The first row whose surname is not before <paramref name="text"/>.</summary>
    public int LowerBound(string text)
    {
        var bound = SurnameList.LowerBound(text);
        var at = Array.BinarySearch(Surnames, bound);
        if (at < 0)
            return ~at;
        while (at > 0 && Surnames[at - 1] == bound)
            at = at > 64 && Surnames[at - 64] == bound ? at - 64 : at - 1;
        return at;
    }
}

/// <summary>One card as the index keeps it. Days are counted from the beginning of 1900, 0 is not known.</summary>
internal readonly record struct CardEntry(int Id, int OrganizationId, int Marks, ushort Birth, ushort Joined, string Surname, string Name, string Patronymic)
{
    // The highest number stands for days that are not known, in either direction of an order.
    private const int LastDay = ushort.MaxValue - 1;

    private static readonly int DayBefore = new DateOnly(1900, 1, 1).DayNumber - 1;

    /// <summary>The order of names; numbers tell namesakes apart.</summary>
    public int Against(in CardEntry other)
    {
        var by = string.CompareOrdinal(Surname, other.Surname);
        if (by == 0)
            by = string.CompareOrdinal(Name, other.Name);
        if (by == 0)
            by = string.CompareOrdinal(Patronymic, other.Patronymic);
        return by == 0 ? Id.CompareTo(other.Id) : by;
    }

    public static ushort Day(DateOnly? day) => day is { } known ? (ushort)Math.Clamp(known.DayNumber - DayBefore, 1, LastDay) : (ushort)0;
}
