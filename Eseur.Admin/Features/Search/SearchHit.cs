namespace Eseur.Admin.Features.Search;

/// <summary>One answer of the search box.</summary>
public sealed record SearchHit(string Group, string Icon, string Title, string Detail, string Href);
