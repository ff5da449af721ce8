using System.Globalization;
using Eseur.Admin.Shared;
using Eseur.Domain.Changes;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Audit;

/// <summary>Where a page of the record begins: after the line that was the last of the page before.</summary>
public readonly record struct AuditPlace(DateTime At, long Id)
{
    public static AuditPlace? Parse(string text) =>
        text.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var t) && t <= DateTime.MaxValue.Ticks
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? new AuditPlace(new DateTime(t, DateTimeKind.Utc), n) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Ticks}-{Id}");
}

/// <summary>Which lines of the record are shown. It is the query string, both ways; what a string cannot mean is left out.</summary>
public sealed record AuditFilter
{
    private const int TextLength = 100;

    /// <summary>Who read, instead of what was changed.</summary>
    public bool IsReadings { get; init; }

    /// <summary>The first day, Moscow time.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, Moscow time.</summary>
    public DateOnly? To { get; init; }

    /// <summary>A part of the name of whoever acted.</summary>
    public string? Actor { get; init; }

    public ChangeSubject? Subject { get; init; }

    public ReadingKind? Kind { get; init; }

    /// <summary>Only in this organisation's subtree.</summary>
    public int? Under { get; init; }

    /// <summary>Only of this card.</summary>
    public int? Card { get; init; }

    /// <summary>Beginning of a network address.</summary>
    public string? Address { get; init; }

    /// <summary>A part of what was done, or of a field's text.</summary>
    public string? Text { get; init; }

    public AuditPlace? Before { get; init; }

    /// <summary>Whether it asks what no index answers: such a search goes no further back than it must.</summary>
    public bool IsScan => Actor is not null || Address is not null || Text is not null;

    public static AuditFilter Parse(string? queryString)
    {
        var query = QueryHelpers.ParseQuery(queryString);
        return new AuditFilter
        {
            IsReadings = Of("face") == "readings",
            From = Day(Of("from")),
            To = Day(Of("to")),
            Actor = Words(Of("actor")),
            Subject = QueryWords.Read<ChangeSubject>(Of("subject").ToLowerInvariant()),
            Kind = QueryWords.Read<ReadingKind>(Of("kind").ToLowerInvariant()),
            Under = Number(Of("under")),
            Card = Number(Of("card")),
            Address = Words(Of("address")),
            Text = Words(Of("text")),
            Before = AuditPlace.Parse(Of("before")),
        };

        string Of(string name) => query.GetValueOrDefault(name).ToString();
    }

    /// <summary>The shortest query string that <see cref="Parse"/> reads back to this filter; empty or begins with "?".</summary>
    public string ToQueryString()
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["face"] = IsReadings ? "readings" : null,
            ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["to"] = To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["actor"] = Actor,
            ["subject"] = IsReadings ? null : QueryWords.Of(Subject),
            ["kind"] = IsReadings ? QueryWords.Of(Kind) : null,
            ["under"] = Under?.ToString(CultureInfo.InvariantCulture),
            ["card"] = Card?.ToString(CultureInfo.InvariantCulture),
            ["address"] = Address,
            ["text"] = Text,
            ["before"] = Before?.ToString(),
        };
        return QueryHelpers.AddQueryString("", parts.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    public static string? Words(string? text) => text?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, TextLength)] : null;

    public static int? Number(string? text) => int.TryParse(text?.Trim().TrimStart('№'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2200 ? day : null;
}
