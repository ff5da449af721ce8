using Eseur.Domain.Fields;

namespace Eseur.Domain.Members;

/// <summary>Занятость: the three groups the union's slides count members by (seed 003).</summary>
public enum Employment : byte { Worker = 1, Student = 2, Pensioner = 3 }

public enum Sex : byte { Man = 1, Woman = 2 }

/// <summary>Where a card came from (seed 003: online applications, imports, chairpersons).</summary>
public enum CardSource : byte { Chairperson = 1, Import = 2, Application = 3 }

internal static class MemberKinds
{
    public static readonly EnumKind<Employment> Employment = new(
        (Members.Employment.Worker, "Работающий"), (Members.Employment.Student, "Обучающийся (студент)"), (Members.Employment.Pensioner, "Неработающий пенсионер"));

    public static readonly EnumKind<Sex> Sex = new((Members.Sex.Woman, "Женский"), (Members.Sex.Man, "Мужской"));

    public static readonly EnumKind<CardSource> Source = new(
        (CardSource.Chairperson, "Председатель"), (CardSource.Import, "Импорт"), (CardSource.Application, "Онлайн-заявление"));
}

public static class MemberLabels
{
    public static string Label(this Employment employment) => MemberKinds.Employment.Label(employment);

    public static string Label(this Sex sex) => MemberKinds.Sex.Label(sex);
}
