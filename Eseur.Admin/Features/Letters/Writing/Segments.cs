using System.Net;
using System.Text;

namespace Eseur.Admin.Features.Letters.Writing;

/// <summary>How a field's value is written where it stands.</summary>
internal enum FieldPlace
{
    /// <summary>With its link, where it is one.</summary>
    Running,

    /// <summary>Within the words of another link.</summary>
    Words,

    /// <summary>The address of a link whose words the author wrote.</summary>
    Address,

    /// <summary>A list between paragraphs.</summary>
    Block,
}

/// <summary>A piece of a parsed text: the same for everybody, or a field.</summary>
/// <param name="Field">Its place among the fields of the text; less than nought for what is the same for all.</param>
/// <param name="Indent">What lines of a list begin with in plain text.</param>
internal readonly record struct Segment(string Same, int Field, FieldPlace Place, string Indent);

/// <summary>Takes down a rendered text as segments. Markdig's renderers write to it as to any writer.</summary>
internal sealed class SegmentWriter(List<LetterField> fields) : StringWriter
{
    private readonly List<Segment> segments = [];

    public void Field(LetterField field, FieldPlace place, string indent = "")
    {
        Cut();
        var index = fields.IndexOf(field);
        if (index < 0)
        {
            index = fields.Count;
            fields.Add(field);
        }
        segments.Add(new Segment("", index, place, indent));
    }

    public Segment[] Finish()
    {
        Cut();
        return [.. segments];
    }

    private void Cut()
    {
        var text = GetStringBuilder();
        if (text.Length > 0)
            segments.Add(new Segment(text.ToString(), -1, default, ""));
        text.Clear();
    }
}

/// <summary>Puts one recipient's values between what is the same for all.</summary>
internal static class Filling
{
    public static string Plain(Segment[] segments, LetterValue[] values)
    {
        var text = new StringBuilder(Length(segments));
        foreach (var segment in segments)
        {
            if (segment.Field < 0)
                text.Append(segment.Same);
            else
                AppendPlain(text, values[segment.Field], segment);
        }
        return text.ToString();
    }

    public static string Html(Segment[] segments, LetterValue[] values)
    {
        var html = new StringBuilder(Length(segments));
        foreach (var segment in segments)
        {
            if (segment.Field < 0)
                html.Append(segment.Same);
            else
                AppendHtml(html, values[segment.Field], segment.Place);
        }
        return html.ToString();
    }

    private static int Length(Segment[] segments)
    {
        var length = 0;
        foreach (var segment in segments)
            length += segment.Field < 0 ? segment.Same.Length : 100;
        return length;
    }

    private static void AppendPlain(StringBuilder text, LetterValue value, Segment segment)
    {
        if (segment.Place == FieldPlace.Address)
        {
            text.Append(value.Address);
        }
        else if (segment.Place == FieldPlace.Block && value.Lines is { } lines)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                text.Append(i == 0 ? "" : "\n" + segment.Indent).Append("- ");
                AppendLink(text, lines[i]);
            }
        }
        else if (segment.Place == FieldPlace.Words)
        {
            text.Append(value.Words);
        }
        else if (value.Lines is { } running)
        {
            for (var i = 0; i < running.Count; i++)
                AppendLink(text.Append(i == 0 ? "" : "; "), running[i]);
        }
        else
        {
            AppendLink(text, value);
        }
    }

    private static void AppendLink(StringBuilder text, LetterValue value)
    {
        text.Append(value.Words);
        if (value.Address is { } address)
            text.Append(": ").Append(address);
    }

    private static void AppendHtml(StringBuilder html, LetterValue value, FieldPlace place)
    {
        if (place == FieldPlace.Address)
        {
            html.Append(WebUtility.HtmlEncode(value.Address));
        }
        else if (place == FieldPlace.Words)
        {
            html.Append(WebUtility.HtmlEncode(value.Words));
        }
        else if (place == FieldPlace.Block)
        {
            html.Append(value.Lines is null ? "<p>" : "<ul>\n");
            if (value.Lines is { } lines)
            {
                foreach (var line in lines)
                    AppendLink(html.Append("<li>"), line, "</li>\n");
            }
            else
            {
                AppendLink(html, value, "");
            }
            html.Append(value.Lines is null ? "</p>\n" : "</ul>\n");
        }
        else if (value.Lines is { } running)
        {
            for (var i = 0; i < running.Count; i++)
                AppendLink(html.Append(i == 0 ? "" : "; "), running[i], "");
        }
        else
        {
            AppendLink(html, value, "");
        }
    }

    private static void AppendLink(StringBuilder html, LetterValue value, string end)
    {
        var words = WebUtility.HtmlEncode(value.Words);
        if (value.Address is { } address)
            html.Append("<a href=\"").Append(WebUtility.HtmlEncode(address)).Append("\">").Append(words).Append("</a>");
        else
            html.Append(words);
        html.Append(end);
    }
}
