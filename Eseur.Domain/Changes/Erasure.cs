namespace Eseur.Domain.Changes;

/// <summary>Why somebody's personal data were erased. Chosen, not typed: a typed reason could name the person again.</summary>
public enum ErasureReason : byte { Asked = 1, Withdrawn = 2, Expired = 3, Mistake = 4 }

/// <summary>The words by which the change record says that texts of its lines were erased, on purpose and by whom.</summary>
public static class Erasure
{
    /// <summary>Every act of an erasure begins so; lines without texts are in order where such an act follows.</summary>
    public const string Act = "Стёрты персональные данные";

    /// <summary>Stands where a name has to.</summary>
    public const string Nobody = "Данные стёрты";

    public static string ActOf(ErasureReason reason) => $"{Act}: {reason.Label().ToLowerInvariant()}";

    public static string Label(this ErasureReason reason) => reason switch
    {
        ErasureReason.Asked => "Человек попросил стереть",
        ErasureReason.Withdrawn => "Согласие отозвано",
        ErasureReason.Expired => "Срок хранения прошёл",
        ErasureReason.Mistake => "Карточка заведена по ошибке",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
