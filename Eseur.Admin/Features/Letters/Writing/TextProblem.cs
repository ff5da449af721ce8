namespace Eseur.Admin.Features.Letters.Writing;

public enum TextPart { Subject, Body }

/// <summary>What is wrong with the words of a mailing, and what to do.</summary>
/// <param name="Line">Counted from one; null where it is about the whole.</param>
/// <param name="IsRemark">The letter may go all the same, only not quite as its author may think.</param>
public sealed record TextProblem(TextPart Part, int? Line, string Sentence, bool IsRemark = false);
