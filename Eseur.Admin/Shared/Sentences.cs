namespace Eseur.Admin.Shared;

/// <summary>What several pages say in the same words.</summary>
public static class Sentences
{
    public const string ServerFault = "Не получилось: на сервере случилась ошибка. Попробуйте ещё раз через минуту.";
}
