using System.Linq.Expressions;
using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.Organizations;
using Eseur.Domain.References;

namespace Eseur.Domain.Passports;

/// <summary>Организация / Система образования: the institution whose people the organisation unites (seed 003).</summary>
public static class InstitutionTab
{
    public static readonly Field Name = Field.Of<Organization>("institution", o => o.InstitutionName, "Организация образования", new TextKind(500, paragraph: true), "Полное название по уставу.");
    public static readonly Field Inn = Field.Of<Organization>("institution-inn", o => o.InstitutionInn, "ИНН", new CodeKind("ИНН", [10, 12], TaxCodes.IsInn, "7707083893"), "Есть на сайте учреждения, в разделе «Сведения».");
    public static readonly Field HeadName = Field.Of<Organization>("head", o => o.HeadName, "Руководитель", new PersonNameKind(), personal: true);
    public static readonly Field HeadPosition = Field.Of<Organization>("head-position", o => o.HeadPosition, "Должность", new TextKind(200), "Директор, заведующий, ректор…");
    public static readonly Field Type = Field.Of<Organization>("institution-type", o => o.InstitutionType, "Тип", new ChoiceKind(ReferenceLists.InstitutionType));
    public static readonly Field Kpp = Field.Of<Organization>("institution-kpp", o => o.InstitutionKpp, "КПП", new CodeKind("КПП", [9], null, "770701001"));
    public static readonly Field Ogrn = Field.Of<Organization>("institution-ogrn", o => o.InstitutionOgrn, "ОГРН", new CodeKind("ОГРН", [13, 15], TaxCodes.IsOgrn, "1027700132195"));
    public static readonly Field Workers = Field.Of<Organization>("workers", o => o.WorkersCount, "Работников", new CountKind(1_000_000, "чел."), "Всех, и членов Профсоюза, и остальных.");
    public static readonly Field Students = Field.Of<Organization>("students", o => o.StudentsCount, "Обучающихся", new CountKind(1_000_000, "чел."), "Студентов, где они могут вступить в Профсоюз.");

    public static readonly Field ReportedMembers = Reported("reported", o => o.ReportedMembers, "Членов Профсоюза по статотчёту", "Из последнего годового отчёта: с ним сравнивают число карточек.");
    public static readonly Field ReportedWorkers = Reported("reported-workers", o => o.ReportedWorkers, "Из них работающих", null);
    public static readonly Field ReportedStudents = Reported("reported-students", o => o.ReportedStudents, "Из них обучающихся", null);
    public static readonly Field ReportedPensioners = Reported("reported-pensioners", o => o.ReportedPensioners, "Из них неработающих пенсионеров", null);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "institution",
        Title = "Организация / Система образования",
        Fields = [Name, Type, Inn, Kpp, Ogrn, HeadName, HeadPosition, Workers, Students, ReportedMembers, ReportedWorkers, ReportedStudents, ReportedPensioners],
        Gaps =
        [
            Gap.Of(4, Name, "Организация образования не указана", "Без названия учреждения организацию не найти и не включить в отчёт."),
            Gap.Of(5, Inn, "ИНН не указан", "По ИНН организация сверяется с государственными реестрами."),
            Gap.Of(6, HeadName, "Руководитель не указан", "С руководителем заключают коллективный договор."),
            Gap.Of(7, HeadPosition, "Должность руководителя не указана", "Нужна для обращений и писем руководителю."),
        ],
    };

    private static Field Reported(string key, Expression<Func<Organization, object?>> property, string label, string? help) =>
        Field.Of(key, property, label, new CountKind(1_000_000, "чел."), help, audience: Audience.Primary);
}
