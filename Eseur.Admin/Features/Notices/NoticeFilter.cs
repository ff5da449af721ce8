using Eseur.Domain.Notices;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Notices;

/// <summary>Which notices a list shows, as its query string says it. A string that means nothing is left out.</summary>
public sealed record NoticeFilter
{
    private const string KindName = "kind";
    private const string UnreadName = "unread";

    /// <summary>Null for all.</summary>
    public NoticeKind? Kind { get; init; }

    public bool OnlyUnread { get; init; }

    public static NoticeFilter Parse(string? query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        return new NoticeFilter { Kind = NoticeKinds.Of(parts.GetValueOrDefault(KindName).ToString())?.Kind, OnlyUnread = parts.GetValueOrDefault(UnreadName) == "1" };
    }

    public string ToQueryString()
    {
        var parts = new List<KeyValuePair<string, string?>>();
        if (Kind is { } kind)
            parts.Add(new(KindName, NoticeKinds.Of(kind).Key));
        if (OnlyUnread)
            parts.Add(new(UnreadName, "1"));
        return QueryHelpers.AddQueryString("", parts);
    }

    public IQueryable<Notice> Of(IQueryable<Notice> notices)
    {
        if (Kind is { } kind)
            notices = notices.Where(n => n.Kind == kind);
        return OnlyUnread ? notices.Where(n => n.ReadAt == null) : notices;
    }
}
