using Eseur.Domain.Letters;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>The same words for those who read letters as plain text.</summary>
internal sealed class PlainPart
{
    private const int LongestRule = 60;

    private readonly SegmentWriter writer;
    private readonly RecipientKind kind;
    private string indent = "";
    private string? marker;
    private bool begun;

    private PlainPart(SegmentWriter writer, RecipientKind kind) => (this.writer, this.kind) = (writer, kind);

    public static Segment[] Write(MarkdownDocument document, RecipientKind kind, List<LetterField> fields)
    {
        var part = new PlainPart(new SegmentWriter(fields), kind);
        part.Blocks(document, apart: true);
        part.writer.Write('\n');
        return part.writer.Finish();
    }

    private void Blocks(ContainerBlock blocks, bool apart)
    {
        var first = true;
        foreach (var block in blocks)
        {
            if (block is LinkReferenceDefinitionGroup)
                continue;
            // What stands inside a list's line begins on that line.
            if (!first && (apart || block is not ListBlock))
                EmptyLine();
            first = false;
            Block(block);
        }
    }

    private void Block(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Line();
                Inlines(heading.Inline);
                Line();
                writer.Write(new string(heading.Level == 1 ? '=' : '-', Math.Clamp(Width(heading.Inline), 3, LongestRule)));
                break;
            case ListBlock list:
                List(list);
                break;
            case QuoteBlock quote:
                Within("> ", () => Blocks(quote, apart: true));
                break;
            case Table table:
                Rows(table);
                break;
            case CodeBlock code:
                foreach (var line in code.Lines.Lines.Take(code.Lines.Count))
                {
                    Line();
                    writer.Write(line.Slice.AsSpan());
                }
                break;
            case ThematicBreakBlock:
                Line();
                writer.Write("* * *");
                break;
            case ContainerBlock inner:
                Blocks(inner, apart: true);
                break;
            case LeafBlock { Inline: { } inline }:
                Paragraph(inline);
                break;
        }
    }

    /// <summary>A list of the recipient's own begins on a line of its own.</summary>
    private void Paragraph(ContainerInline inlines)
    {
        var atStart = true;
        Line();
        foreach (var inline in inlines)
        {
            if (inline is FieldInline { PartsParagraph: true } list)
            {
                if (!atStart && inline.PreviousSibling is not LineBreakInline)
                    Line();
                writer.Field(list.Field, FieldPlace.Block, indent);
                if (inline.NextSibling is { } next and not LineBreakInline && !IsBlank(next))
                    Line();
            }
            else
            {
                Inline(inline);
            }
            atStart = false;
        }
    }

    private void List(ListBlock list)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        var first = true;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            if (!first && list.IsLoose)
                EmptyLine();
            first = false;
            var mark = list.IsOrdered ? $"{number++}. " : "- ";
            marker = mark;
            Within(new string(' ', mark.Length), () => Blocks(item, list.IsLoose));
            if (marker is not null)
                Line();
        }
    }

    private void Rows(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            Line();
            var first = true;
            foreach (var cell in row.OfType<TableCell>())
            {
                if (!first)
                    writer.Write(" | ");
                first = false;
                foreach (var leaf in cell.OfType<LeafBlock>())
                    Inlines(leaf.Inline);
            }
            if (row.IsHeader)
            {
                Line();
                writer.Write("---");
            }
        }
    }

    private void Inlines(ContainerInline? inlines)
    {
        foreach (var inline in inlines ?? Enumerable.Empty<Inline>())
            Inline(inline);
    }

    private void Inline(Inline inline)
    {
        switch (inline)
        {
            case FieldInline field:
                writer.Field(field.Field, field.Place, indent);
                break;
            case LiteralInline literal:
                writer.Write(literal.Content.AsSpan());
                break;
            case CodeInline code:
                writer.Write(code.Content);
                break;
            case HtmlEntityInline entity:
                writer.Write(entity.Transcoded.AsSpan());
                break;
            case LineBreakInline:
                Line();
                break;
            case AutolinkInline auto:
                writer.Write(auto.Url);
                break;
            case LinkInline link:
                Link(link);
                break;
            case ContainerInline container:
                Inlines(container);
                break;
        }
    }

    private void Link(LinkInline link)
    {
        Inlines(link);
        if (link.Parent is LinkInline)
            return;
        if (LetterMarkdown.FieldOf(link, kind) is { } field)
        {
            writer.Write(": ");
            writer.Field(field, FieldPlace.Address);
        }
        else if (LetterMarkdown.Allowed(link.Url) is { } address)
        {
            // As it was written, where that can be read as one word: letters beyond Latin stay letters.
            var shown = address.StartsWith("mailto:", StringComparison.Ordinal) || address.StartsWith("tel:", StringComparison.Ordinal) ? address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..]
                : link.Url!.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? address : link.Url!;
            if (link.FirstChild is not LiteralInline { NextSibling: null } words || !words.Content.AsSpan().SequenceEqual(shown))
                writer.Write((link.FirstChild is null ? "" : ": ") + shown);
        }
    }

    private void Within(string deeper, Action write)
    {
        indent += deeper;
        write();
        indent = indent[..^deeper.Length];
    }

    private void Line()
    {
        if (begun)
            writer.Write('\n');
        begun = true;
        writer.Write(marker is null ? indent : indent[..^marker.Length] + marker);
        marker = null;
    }

    private void EmptyLine()
    {
        writer.Write('\n');
        writer.Write(indent.TrimEnd());
    }

    private static int Width(ContainerInline? inlines) => inlines?.Descendants().Sum(i => i switch
    {
        LiteralInline literal => literal.Content.Length,
        CodeInline code => code.Content.Length,
        FieldInline field => field.Field.Sample.Words.Length,
        _ => 0,
    }) ?? 0;

    private static bool IsBlank(Inline inline) => inline is LiteralInline literal && literal.Content.IsEmptyOrWhitespace();
}
