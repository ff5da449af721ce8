using Eseur.Domain.Fields;

namespace Eseur.Domain.Members;

// The card: what each property means and whom it concerns is said by its declaration in Catalogue.Card.
public sealed partial class Member
{
    public string Surname { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Patronymic { get; private set; }

    public bool? NoPatronymic { get; private set; }

    /// <summary>The same for the same words of the name in any order: likely duplicates are looked up by it.</summary>
    public long NameKey { get; private set; }

    public Employment? Employment { get; private set; }

    public Sex? Sex { get; private set; }

    public DateOnly? BirthDate { get; private set; }

    public DateOnly? JoinedOn { get; private set; }

    public string? DuesForm { get; private set; }

    public bool? BonusParticipant { get; private set; }

    public string? Workplace { get; private set; }

    public string? Position { get; private set; }

    public string? Category { get; private set; }

    public int? Course { get; private set; }

    public string? StudyForm { get; private set; }

    public string? Faculty { get; private set; }

    public string? StudyGroup { get; private set; }

    public string? Email { get; private set; }

    /// <summary>Since when letters to <see cref="Email"/> come back; null while they do not.</summary>
    public DateOnly? EmailFailedOn { get; private set; }

    public string? Phone { get; private set; }

    public string? HomeAddress { get; private set; }

    public DateOnly? ContactsConfirmedOn { get; private set; }

    public bool? ConsentSms { get; private set; }

    public bool? ConsentPush { get; private set; }

    public bool? ConsentEmail { get; private set; }

    /// <summary>A card that is nobody's and is never saved: while a form is typed, it says whom the fields concern.</summary>
    public static Member Sketch(IEnumerable<(Field Field, object? Value)> values)
    {
        var sketch = new Member();
        foreach (var (field, value) in values)
            sketch.Fill(field, value);
        return sketch;
    }

    /// <summary>A letter to the person's address came back: a gap until another is given.</summary>
    public void MarkEmailFailed(DateOnly on) => ContactsTab.Email.Fail(this, on);

    /// <summary>Writes a value already read by <see cref="Field.Parse"/>; null empties the field.</summary>
    public void Fill(Field field, object? value)
    {
        if (field.Owner != typeof(Member) || field.IsByAct)
            throw new ArgumentException($"{field.Key} is not typed into a member's card.", nameof(field));
        field.Write(this, value);
        // «Нет отчества» and a patronymic say opposite things: the later word stands.
        if (field == PersonTab.NoPatronymic && NoPatronymic == true)
            Patronymic = null;
        else if (field == PersonTab.Patronymic && Patronymic is not null)
            NoPatronymic = null;
        if (field == PersonTab.Surname || field == PersonTab.Name || field == PersonTab.Patronymic || field == PersonTab.NoPatronymic)
            NameKey = NameKeys.Of(FullName);
    }
}
