using System.Globalization;
using Eseur.Admin.Data;
using Eseur.Domain.Fields;
using Eseur.Domain.References;
using Microsoft.AspNetCore.Components;

namespace Eseur.Admin.Shared.Fields;

public partial class FieldInput
{
    /// <summary>Longer than any field, so that a person is told of what is too long; a paste without end would break the page's connection.</summary>
    internal const int LongestTyped = 4000;

    private bool left;

    [Inject]
    private ReferenceStore References { get; set; } = default!;

    [Parameter, EditorRequired]
    public Field Field { get; set; } = default!;

    /// <summary>What stands in the input: the value's text form, or whatever was typed so far.</summary>
    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>What the save found wrong; shown whether or not the field was left.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>The field is a counted gap: its edge is amber until something is typed.</summary>
    [Parameter]
    public bool IsGap { get; set; }

    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Identifier in the page; another prefix where one field is asked for twice.</summary>
    [Parameter]
    public string Prefix { get; set; } = "f";

    /// <summary>After the label: the way to the field's history.</summary>
    [Parameter]
    public RenderFragment? Beside { get; set; }

    [Parameter]
    public RenderFragment? Below { get; set; }

    public string Id => $"{Prefix}-{Field.Key}";

    private string LabelId => Id + "-label";

    private string HelpId => Id + "-help";

    private string ErrorId => Id + "-error";

    private string Text => Value ?? "";

    private FieldInputShape Shape => Field.Kind.Shape;

    private bool ShowsGap => IsGap && Text.Length == 0;

    /// <summary>Nobody is told off for a word half typed: the check begins when the field is first left.</summary>
    private string? Problem => left ? Field.Parse(Value, References.Book).Error ?? Error : Error;

    private string? Invalid => Problem is null ? null : "true";

    private string? Required => Field.Required ? "true" : null;

    private string DescribedBy => Field.Help is null ? ErrorId : $"{HelpId} {ErrorId}";

    private string Shown => Field.Shown(Value, References.Book);

    private (string Text, string Label)[] Flags => [.. Choices, ("", "Не указано")];

    /// <summary>Whole phrases do not fit side by side on a phone: they stand in rows.</summary>
    private bool HasLongAnswers => Flags.Sum(f => f.Label.Length) > 40;

    private IEnumerable<(string Text, string Label)> Choices => Field.Kind.Choices(References.Book, Text);

    private string? Placeholder => Field.Kind.Example is { } example ? "Например: " + example : null;

    // E-mail and links are typed as text with the right keyboard: a native e-mail input turns Cyrillic domains into xn--….
    private string? InputMode => Field.Kind switch
    {
        CodeKind or CountKind or CardNumberKind => "numeric",
        DecimalKind or DateKind => "decimal",
        EmailKind => "email",
        LinkKind => "url",
        _ => null,
    };

    private string Autocomplete => Shape switch
    {
        FieldInputShape.Phone => "tel",
        FieldInputShape.Email => "email",
        FieldInputShape.Link => "url",
        _ => "off",
    };

    private string? Autocapitalize => Field.Kind switch
    {
        PersonNameKind or NamePartKind => "words",
        EmailKind or LinkKind => "none",
        _ => null,
    };

    private string? IsoDate => Field.Parse(Value, References.Book).Value is DateOnly date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private Task SetAsync(string? text) => ValueChanged.InvokeAsync(text ?? "");

    private Task PickAsync(ChangeEventArgs picked)
    {
        left = true;
        return SetAsync(Tidy((string?)picked.Value));
    }

    private async Task LeaveAsync()
    {
        left = true;
        if (Tidy(Value) is var tidy && tidy != Text)
            await SetAsync(tidy);
    }

    /// <summary>8 912… becomes +7 912…: people see at once how they were understood.</summary>
    private string Tidy(string? text) => Field.Kind.Parse(text, References.Book) is { IsValid: true } parsed ? Field.Kind.Format(parsed.Value) : text ?? "";
}
