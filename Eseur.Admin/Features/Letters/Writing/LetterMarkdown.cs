using System.Collections.Frozen;
using Eseur.Domain.Letters;
using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>The Markdown of letters: headings, lists, tables, emphasis, quotes and links. No HTML, and nothing fetched from elsewhere.</summary>
internal static class LetterMarkdown
{
    private static readonly FrozenDictionary<RecipientKind, MarkdownPipeline> Pipelines = Enum.GetValues<RecipientKind>().ToFrozenDictionary(kind => kind, Build);

    /// <exception cref="ArgumentException">Lists or quotes stand too deep in one another.</exception>
    public static MarkdownDocument Parse(string tidied, RecipientKind kind) => Markdown.Parse(tidied, Pipelines[kind]);

    /// <summary>Where a link leads; null where a letter may not lead there.</summary>
    public static string? Allowed(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" or "mailto" or "tel" ? address.AbsoluteUri : null;

    public static void Setup(HtmlRenderer renderer) => Pipelines[default].Setup(renderer);

    /// <summary>The field that an address consists of.</summary>
    public static LetterField? FieldOf(LinkInline link, RecipientKind kind) =>
        link.Url is { } url && FieldTokens.At(url, kind) is { Shape: LetterFieldShape.Link } field && field.Token.Length == url.Length ? field : null;

    private static MarkdownPipeline Build(RecipientKind kind)
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks();
        builder.InlineParsers.Insert(0, new FieldParser(kind));
        return builder.Build();
    }

    private sealed class FieldParser : InlineParser
    {
        private readonly RecipientKind kind;

        public FieldParser(RecipientKind kind)
        {
            this.kind = kind;
            OpeningCharacters = ['{'];
        }

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (FieldTokens.At(slice.AsSpan(), kind) is not { } field)
                return false;
            processor.Inline = new FieldInline(field);
            slice.Start += field.Token.Length;
            return true;
        }
    }
}

internal sealed class FieldInline(LetterField of) : LeafInline
{
    public LetterField Field => of;

    /// <summary>A list that stands in a paragraph of its own, or among its words, parts it.</summary>
    public bool PartsParagraph => of.Shape == LetterFieldShape.List && Parent?.ParentBlock is ParagraphBlock;

    public FieldPlace Place => PartsParagraph ? FieldPlace.Block : IsInLink ? FieldPlace.Words : FieldPlace.Running;

    private bool IsInLink
    {
        get
        {
            for (var above = Parent; above is not null; above = above.Parent)
            {
                if (above is LinkInline)
                    return true;
            }
            return false;
        }
    }
}
