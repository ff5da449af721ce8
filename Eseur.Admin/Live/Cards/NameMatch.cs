namespace Eseur.Admin.Live.Cards;

/// <summary>
/// Whether a name has all words of a query, in any order, each in a word of its own. Surnames match by their beginning, names
/// beside another word as well; patronymics only from three words on: «Иванов» is not meant to find every Ивановна.
/// Otherwise they match whole.
/// </summary>
/// <remarks>
/// Texts of a list fall into a few classes by which words of the query they can take. The classes of the three parts of a
/// name then have one answer, looked up for each card.
/// </remarks>
internal sealed class NameMatch
{
    /// <summary>Sets of the query's words are bits of one number.</summary>
    private const int MostWords = 6;

    private readonly Part[] parts;
    private readonly bool[] answers;

    public NameMatch(IReadOnlyList<string> words, WordList surnames, WordList names, WordList patronymics)
    {
        var asked = words.Count <= MostWords ? words : [];
        parts = [new(surnames, asked, true), new(names, asked, words.Count > 1), new(patronymics, asked, words.Count > 2)];
        answers = new bool[parts[0].Sets.Count * parts[1].Sets.Count * parts[2].Sets.Count];
        if (words.Count > MostWords)
            return;
        var all = 1UL << ((1 << words.Count) - 1);
        for (var i = 0; i < answers.Length; i++)
        {
            var (s, n, p) = (i / (parts[1].Sets.Count * parts[2].Sets.Count), i / parts[2].Sets.Count % parts[1].Sets.Count, i % parts[2].Sets.Count);
            answers[i] = (Together(Together(parts[0].Sets[s], parts[1].Sets[n]), parts[2].Sets[p]) & all) != 0;
        }
    }

    public bool Fits(int surname, int name, int patronymic) =>
        answers[(((parts[0].Classes[surname] * parts[1].Sets.Count) + parts[1].Classes[name]) * parts[2].Sets.Count) + parts[2].Classes[patronymic]];

    /// <summary>Sets made of one set of each that have no word in common.</summary>
    private static ulong Together(ulong one, ulong other)
    {
        var result = 0UL;
        for (var a = 0; a < 64; a++)
        {
            for (var b = 0; (one >> a & 1) != 0 && b < 64; b++)
            {
                if ((other >> b & 1) != 0 && (a & b) == 0)
                    result |= 1UL << (a | b);
            }
        }
        return result;
    }

    private sealed class Part
    {
        /// <summary>Takes no word: only the empty set.</summary>
        private const ulong Nothing = 1;

        private readonly bool byBeginning;

        public Part(WordList list, IReadOnlyList<string> words, bool byBeginning)
        {
            this.byBeginning = byBeginning;
            Classes = new byte[list.Count];
            Sets.Add(Nothing);
            foreach (var word in words)
            {
                var (from, to) = list.StartingWith(word);
                for (var i = from; i < to; i++)
                {
                    if (Classes[i] == 0)
                        Classes[i] = ClassOf(list[i], words);
                }
            }
            foreach (var i in list.OfSeveralWords)
                Classes[i] = ClassOf(list[i], words);
        }

        /// <summary>By class, the sets of words a text can take.</summary>
        public List<ulong> Sets { get; } = [];

        public byte[] Classes { get; }

        private byte ClassOf(string text, IReadOnlyList<string> words)
        {
            var sets = Nothing;
            foreach (var part in text.Split(' '))
            {
                var ones = Nothing;
                for (var i = 0; i < words.Count; i++)
                {
                    if (byBeginning ? part.StartsWith(words[i], StringComparison.Ordinal) : part == words[i])
                        ones |= 1UL << (1 << i);
                }
                sets = Together(sets, ones);
            }
            var known = Sets.IndexOf(sets);
            if (known >= 0)
                return (byte)known;
            // More classes than a byte has take a name of many words and a query to match; what is left over is not found.
            if (Sets.Count > byte.MaxValue)
                return 0;
            Sets.Add(sets);
            return (byte)(Sets.Count - 1);
        }
    }
}
