using System.Linq.Expressions;
using System.Reflection;
using Eseur.Domain.Completeness;
using Eseur.Domain.References;

namespace Eseur.Domain.Fields;

/// <summary>
/// The one declaration of a field. Form, validation, gap bit, dashboard, history, exports and letters all read it;
/// nothing else in the program lists fields.
/// </summary>
public sealed class Field
{
    private static readonly MethodInfo Accessors = typeof(Field).GetMethod(nameof(AccessorsOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Func<object, object?> read;
    private readonly Action<object, object?> write;

    private Field(string key, string label, FieldKind kind, PropertyInfo property)
    {
        Key = key;
        Label = label;
        Kind = kind;
        Property = property.Name;
        Owner = property.DeclaringType!;
        ValueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var set = property.GetSetMethod(nonPublic: true) ?? throw new InvalidOperationException($"{Owner.Name}.{Property} cannot be written.");
        // Delegates to the property's own methods: calls by reflection would cost a load of millions of cards most of its time.
        (read, write) = ((Func<object, object?>, Action<object, object?>))Accessors.MakeGenericMethod(Owner, property.PropertyType).Invoke(null, [property.GetMethod!, set])!;
    }

    /// <summary>Name that never changes: it stands in links, in history and in exchanged files.</summary>
    public string Key { get; }

    public string Label { get; }

    public FieldKind Kind { get; }

    public string? Help { get; init; }

    /// <summary>The entity this field belongs to, and its property there.</summary>
    public Type Owner { get; }

    public string Property { get; }

    public Type ValueType { get; }

    /// <summary>Whom the field concerns; others are not asked for it.</summary>
    public Audience Audience { get; init; } = Audience.All;

    /// <summary>A row that lacks this value says nothing and is not saved (the name in a list of names).</summary>
    public bool Required { get; init; }

    /// <summary>Set only by an act of its own (a consent given, a ticket issued); a form shows it and does not ask for it.</summary>
    public bool IsByAct { get; init; }

    /// <summary>
    /// Tells who a person is, or how to reach them: hidden from those who may only read figures, and emptied when the
    /// person's data are erased.
    /// </summary>
    public bool IsPersonal { get; init; }

    /// <summary>
    /// The day since which what is sent to this value comes back; null for fields that nothing is sent to. Another value
    /// empties it.
    /// </summary>
    public Field? FailedOn { get; init; }

    /// <summary>Declares the field held by one property of <typeparamref name="TOwner"/>.</summary>
    public static Field Of<TOwner>(string key, Expression<Func<TOwner, object?>> property, string label, FieldKind kind, string? help = null, bool required = false, Audience? audience = null, bool byAct = false, bool personal = false, Field? failedOn = null)
    {
        var body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : property.Body;
        var member = (PropertyInfo)((MemberExpression)body).Member;
        return new Field(key, label, kind, member) { Help = help, Required = required, Audience = audience ?? (Members.Member.Owns(member) ? Audience.Members : Audience.All), IsByAct = byAct, IsPersonal = personal, FailedOn = failedOn };
    }

    public object? Read(object owner) => read(owner);

    /// <summary>The value as it stands in the form and in the change record.</summary>
    public string Text(object owner) => Kind.Format(Read(owner));

    public Parsed Parse(string? text, ReferenceBook book)
    {
        var parsed = Kind.Parse(text, book);
        return Required && parsed is { IsValid: true, Value: null }
            ? Parsed.Invalid($"Заполните поле «{Label}».")
            : parsed;
    }

    /// <summary>A kept text (of a form, of history) as a person reads it: a choice by its label.</summary>
    public string Shown(string? text, ReferenceBook book) =>
        Kind.Parse(text, book) is { IsValid: true } parsed ? Kind.Display(parsed.Value, book) : text ?? "";

    /// <summary>Only entities call this, from methods that know what else must hold.</summary>
    internal void Write(object owner, object? value)
    {
        if (value is not null && value.GetType() != ValueType)
            throw new ArgumentException($"{Owner.Name}.{Property} takes {ValueType.Name}, not {value.GetType().Name}.", nameof(value));
        value = value is string { Length: 0 } ? null : value;
        if (FailedOn is { } failed && !Equals(Read(owner), value))
            failed.Write(owner, null);
        write(owner, value);
    }

    /// <summary>Only entities call this: what was sent to the value came back.</summary>
    internal void Fail(object owner, DateOnly on)
    {
        var failed = FailedOn ?? throw new InvalidOperationException($"Nothing is sent to {Key}.");
        if (Read(owner) is not null && failed.Read(owner) is null)
            failed.Write(owner, on);
    }

    private static (Func<object, object?> Read, Action<object, object?> Write) AccessorsOf<TOwner, TValue>(MethodInfo get, MethodInfo set)
    {
        var (getter, setter) = (get.CreateDelegate<Func<TOwner, TValue>>(), set.CreateDelegate<Action<TOwner, TValue?>>());
        return (owner => getter((TOwner)owner), (owner, value) => setter((TOwner)owner, (TValue?)value));
    }
}
