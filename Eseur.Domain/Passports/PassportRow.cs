using Eseur.Domain.Fields;

namespace Eseur.Domain.Passports;

/// <summary>One line of a list on a passport's tab. Its fields are declared with its <see cref="RowSet"/>.</summary>
public abstract class PassportRow
{
    public int Id { get; private set; }

    public int OrganizationId { get; private set; }

    public void Fill(Field field, object? value)
    {
        if (field.Owner != GetType() || field.IsByAct)
            throw new ArgumentException($"{field.Key} is not typed into {GetType().Name}.", nameof(field));
        field.Write(this, value);
    }

    /// <summary>What was sent to the value of <paramref name="field"/> came back.</summary>
    public void MarkFailed(Field field, DateOnly on) => field.Fail(this, on);
}
