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

    private readonly byte[] surnames, names, patronymics;
    private readonly bool[] answers;
    private readonly int ofName, ofPatronymic;

    public NameMatch(IReadOnlyList<string> words, WordList surnameList, WordList nameList, WordList patronymicList)
    {
        var asked = words.Count <= MostWords ? words : [];
        var (surname, name, patronymic) = (new Part(surnameList, asked, true), new Part(nameList, asked, words.Count > 1), new Part(patronymicList, asked, words.Count > 2));
        (surnames, names, patronymics) = (surname.Classes, name.Classes, patronymic.Classes);
        (ofName, ofPatronymic) = (name.Sets.Count, patronymic.Sets.Count);
        answers = new bool[surname.Sets.Count * ofName * ofPatronymic];
        if (words.Count > MostWords)
            return;
        var all = 1UL << ((1 << words.Count) - 1);
        for (var i = 0; i < answers.Length; i++)
        {
            var (s, n, p) = (i / ofPatronymic / ofName, i / ofPatronymic % ofName, i % ofPatronymic);
            answers[i] = (Together(Together(surname.Sets[s], name.Sets[n]), patronymic.Sets[p]) & all) != 0;
        }
    }

    public bool Fits(int surname, int name, int patronymic) => answers[(((surnames[surname] * ofName) + names[name]) * ofPatronymic) + patronymics[patronymic]];

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
