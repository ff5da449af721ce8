namespace Eseur.Admin.Shared;

/// <summary>One condition of a filter in words, for chips and for a report's head, with the filter that is left when it is taken away.</summary>
public sealed record FilterChip<TFilter>(string Text, TFilter Without);
