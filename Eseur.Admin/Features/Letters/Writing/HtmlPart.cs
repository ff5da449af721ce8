using Eseur.Domain.Letters;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>The HTML of a letter's own words.</summary>
internal static class HtmlPart
{
    public static Segment[] Write(MarkdownDocument document, RecipientKind kind, List<LetterField> fields)
    {
        var writer = new SegmentWriter(fields);
        var renderer = new HtmlRenderer(writer);
        LetterMarkdown.Setup(renderer);
        var own = renderer.ObjectRenderers;
        own.RemoveAll(r => r is LinkInlineRenderer or AutolinkInlineRenderer or ParagraphRenderer or HtmlTableRenderer);
        own.AddRange([new FieldRenderer(writer), new LinkRenderer(writer, kind), new AutolinkRenderer(), new PartedParagraphRenderer(writer), new ScrolledTableRenderer()]);
        renderer.Render(document);
        return writer.Finish();
    }

    private static void Link(HtmlRenderer renderer, string? address, Action words)
    {
        if (address is not null)
            renderer.Write("<a href=\"").WriteEscape(address).Write("\">");
        words();
        if (address is not null)
            renderer.Write("</a>");
    }

    private sealed class FieldRenderer(SegmentWriter writer) : HtmlObjectRenderer<FieldInline>
    {
        protected override void Write(HtmlRenderer renderer, FieldInline obj) => writer.Field(obj.Field, obj.Place);
    }

    private sealed class LinkRenderer(SegmentWriter writer, RecipientKind kind) : HtmlObjectRenderer<LinkInline>
    {
        protected override void Write(HtmlRenderer renderer, LinkInline obj)
        {
            // A link within a link's words has no meaning in HTML.
            var address = obj.Parent is LinkInline ? null : LetterMarkdown.Allowed(obj.Url);
            if (address is null && obj.Parent is not LinkInline && LetterMarkdown.FieldOf(obj, kind) is { } field)
            {
                renderer.Write("<a href=\"");
                writer.Field(field, FieldPlace.Address);
                renderer.Write("\">").WriteChildren(obj);
                renderer.Write("</a>");
                return;
            }
            Link(renderer, address, () =>
            {
                renderer.WriteChildren(obj);
                // A picture without words would be a link that nobody sees.
                if (obj.IsImage && obj.FirstChild is null && address is not null)
                    renderer.WriteEscape(address);
            });
        }
    }

    private sealed class AutolinkRenderer : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline obj) =>
            Link(renderer, LetterMarkdown.Allowed(obj.IsEmail ? "mailto:" + obj.Url : obj.Url), () => renderer.WriteEscape(obj.Url));
    }

    /// <summary>A list cannot stand in a paragraph: the paragraph ends before it and goes on after.</summary>
    private sealed class PartedParagraphRenderer(SegmentWriter writer) : ParagraphRenderer
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock obj)
        {
            if (obj.Inline is null || !obj.Inline.Any(i => i is FieldInline { PartsParagraph: true }))
            {
                base.Write(renderer, obj);
                return;
            }
            var open = false;
            renderer.EnsureLine();
            foreach (var inline in obj.Inline)
            {
                if (inline is FieldInline { PartsParagraph: true } list)
                {
                    Toggle(renderer, ref open, false);
                    writer.Field(list.Field, FieldPlace.Block);
                }
                else if (open || !IsBlank(inline))
                {
                    Toggle(renderer, ref open, true);
                    renderer.Write(inline);
                }
            }
            Toggle(renderer, ref open, false);
        }

        private static void Toggle(HtmlRenderer renderer, ref bool open, bool wanted)
        {
            if (open != wanted)
                renderer.Write(wanted ? "<p>" : "</p>\n");
            open = wanted;
        }

        private static bool IsBlank(Inline inline) => inline is LineBreakInline || (inline is LiteralInline literal && literal.Content.IsEmptyOrWhitespace());
    }

    /// <summary>A table wider than a phone moves sideways by itself, and the letter stays.</summary>
    private sealed class ScrolledTableRenderer : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.EnsureLine();
            renderer.WriteLine("<div class=\"wide\">");
            base.Write(renderer, table);
            renderer.WriteLine("</div>");
        }
    }
}
