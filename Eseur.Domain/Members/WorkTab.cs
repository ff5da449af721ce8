using Eseur.Domain.Completeness;
using Eseur.Domain.Fields;
using Eseur.Domain.References;

namespace Eseur.Domain.Members;

/// <summary>Работа (учеба, пенсия) (seed 003); the course is asked of students only.</summary>
public static class WorkTab
{
    public static readonly Field Workplace = Field.Of<Member>("workplace", m => m.Workplace, "Место работы (учебы)", new TextKind(300), "Название школы, сада, колледжа, вуза.");

    public static readonly Field Position = Field.Of<Member>("position", m => m.Position, "Должность", new TextKind(200), "Учитель, воспитатель, преподаватель, студент…", personal: true);

    public static readonly Field Category = Field.Of<Member>("category", m => m.Category, "Категория работника", new ChoiceKind(ReferenceLists.WorkerCategory));

    public static readonly Field Course = Field.Of<Member>("course", m => m.Course, "Курс обучения", new CountKind(10, "курс"), audience: Audience.Students);

    public static readonly Field StudyForm = Field.Of<Member>("study-form", m => m.StudyForm, "Форма обучения", new ChoiceKind(ReferenceLists.StudyForm), audience: Audience.Students);

    public static readonly Field Faculty = Field.Of<Member>("faculty", m => m.Faculty, "Факультет", new TextKind(200), audience: Audience.Students);

    public static readonly Field StudyGroup = Field.Of<Member>("group", m => m.StudyGroup, "Группа", new TextKind(40), audience: Audience.Students, personal: true);

    public static readonly CatalogueTab Tab = new()
    {
        Key = "work",
        Title = "Работа (учеба, пенсия)",
        Fields = [Workplace, Position, Category, Course, StudyForm, Faculty, StudyGroup],
        Gaps =
        [
            Gap.Of(5, Workplace, "Место работы (учебы) не указано", "По месту работы считают охват: сколько работников состоят в Профсоюзе.", Unlocks.Form),
            Gap.Of(6, Position, "Должность не указана", "Отчёт делит работников на педагогов, руководителей и остальных.", Unlocks.Form),
            Gap.Of(7, Course, "Курс обучения не указан", "По курсу видно, когда студент закончит учёбу и снимется с учёта.", Unlocks.Form),
        ],
    };
}
