namespace Eseur.Domain.Members;

public static class Ages
{
    /// <summary>Full years; who was born on 29 February is a year older from 1 March.</summary>
    public static int Full(DateOnly born, DateOnly today) =>
        today.Year - born.Year - ((today.Month, today.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);
}
