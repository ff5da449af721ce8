using System.Data.Common;
using System.Linq.Expressions;
using Eseur.Admin.Data;
using Eseur.Domain;
using Eseur.Domain.Members;
using Microsoft.EntityFrameworkCore;

namespace Eseur.Admin.Live.Cards;

/// <summary>Reads cards for the index by a bare forward reader: two and a half million of them in seconds.</summary>
internal sealed class CardReader
{
    private static readonly Expression<Func<Member, Columns>> Select = Projection();

    private readonly Dictionary<string, int> duesNumbers = new(StringComparer.Ordinal);
    private readonly List<string> duesForms = [];

    /// <summary>All met so far; grows and never changes what it has.</summary>
    public IReadOnlyList<string> DuesForms => [.. duesForms];

    /// <summary>Those of <paramref name="members"/>, in the order of their numbers.</summary>
    public IEnumerable<CardEntry> Read(RegistryContext context, IQueryable<Member> members)
    {
        context.Database.OpenConnection();
        using var command = members.AsNoTracking().OrderBy(m => m.Id).Select(Select).CreateDbCommand();
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        var (id, organization, surname, name, patronymic, birth, joined, dues, marks) = (Of(nameof(Columns.Id)), Of(nameof(Columns.OrganizationId)), Of(nameof(Columns.Surname)), Of(nameof(Columns.Name)),
            Of(nameof(Columns.Patronymic)), Of(nameof(Columns.BirthDate)), Of(nameof(Columns.JoinedOn)), Of(nameof(Columns.DuesForm)), Of(nameof(Columns.Marks)));
        // Few names are different: each is made comparable once.
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            yield return new CardEntry(reader.GetInt32(id), reader.GetInt32(organization), reader.GetInt32(marks) + CardMarks.OfDues(Dues(Text(reader, dues))),
                Day(reader, birth), Day(reader, joined), Word(words, reader.GetString(surname)), Word(words, reader.GetString(name)), Word(words, Text(reader, patronymic)));
        }

        int Of(string column) => reader.GetOrdinal(column);
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static ushort Day(DbDataReader reader, int column) => reader.IsDBNull(column) ? (ushort)0 : CardEntry.Day(reader.GetFieldValue<DateOnly>(column));

    private static string Word(Dictionary<string, string> words, string? text)
    {
        if (text is null)
            return "";
        if (!words.TryGetValue(text, out var made))
            words[text] = made = SearchText.Of(text);
        return made;
    }

    private int Dues(string? code)
    {
        if (code is null)
            return 0;
        if (!duesNumbers.TryGetValue(code, out var number))
        {
            duesForms.Add(code);
            duesNumbers[code] = number = Math.Min(duesForms.Count, CardMarks.MostDuesForms - 1);
        }
        return number;
    }

    private static Expression<Func<Member, Columns>> Projection()
    {
        var member = Expression.Parameter(typeof(Member), "m");
        var columns = typeof(Columns).GetProperties().Select(p =>
            Expression.Bind(p, p.Name == nameof(Columns.Marks) ? CardMarks.Sum(member) : Expression.Property(member, p.Name)));
        return Expression.Lambda<Func<Member, Columns>>(Expression.MemberInit(Expression.New(typeof(Columns)), columns), member);
    }

    /// <summary>What of a card is read; the names are the card's own.</summary>
    private sealed record Columns
    {
        public int Id { get; init; }

        public int OrganizationId { get; init; }

        public string Surname { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Patronymic { get; init; }

        public DateOnly? BirthDate { get; init; }

        public DateOnly? JoinedOn { get; init; }

        public string? DuesForm { get; init; }

        public int Marks { get; init; }
    }
}
