namespace Eseur.Domain.References;

/// <summary>Names of the reference lists and what a new registry starts with; all of it may be edited later.</summary>
public static class ReferenceLists
{
    public const string ActivistRole = "activist-role";
    public const string InstitutionType = "institution-type";
    public const string AddressKind = "address-kind";
    public const string PhoneKind = "phone-kind";
    public const string SocialNetwork = "social-network";
    public const string EventKind = "event-kind";
    public const string StaffEmployment = "staff-employment";

    public const string DuesForm = "dues-form";
    public const string OffReason = "off-reason";
    public const string WorkerCategory = "worker-category";
    public const string StudyForm = "study-form";
    public const string ConsentChannel = "consent-channel";

    /// <summary>Subjects of the Federation; the group is the federal district.</summary>
    public const string Region = "region";

    /// <summary>Title of a list for the page where it is edited.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>
    {
        [ActivistRole] = "Роли профактива",
        [InstitutionType] = "Типы организаций образования",
        [AddressKind] = "Виды адресов",
        [PhoneKind] = "Виды телефонов",
        [SocialNetwork] = "Социальные сети",
        [EventKind] = "Виды мероприятий",
        [StaffEmployment] = "Виды работы в штате",
        [DuesForm] = "Формы уплаты взносов",
        [OffReason] = "Причины снятия с учёта",
        [WorkerCategory] = "Категории работников",
        [StudyForm] = "Формы обучения",
        [ConsentChannel] = "Способы дать согласие",
        [Region] = "Регионы",
    };

    public static IEnumerable<ReferenceItem> Defaults() =>
    [
        .. List(ActivistRole, ("deputy", "Заместитель председателя"), ("secretary", "Секретарь"), ("committee", "Член профкома"),
            ("group-organiser", "Профгрупорг"), ("audit-chair", "Председатель КРК"), ("audit-member", "Член КРК"),
            ("commission-chair", "Председатель комиссии"), ("commission-member", "Член комиссии"), ("labour-safety", "Уполномоченный по охране труда")),
        .. List(InstitutionType, ("preschool", "Дошкольная"), ("school", "Общеобразовательная"), ("additional", "Дополнительное образование"),
            ("college", "СПО"), ("university", "ВО"), ("retraining", "ДПО"), ("science", "Научная"), ("authority", "Орган управления"), ("other", "Иная")),
        .. List(AddressKind, ("legal", "Юридический"), ("actual", "Фактический"), ("postal", "Почтовый")),
        .. List(PhoneKind, ("work", "Рабочий"), ("mobile", "Мобильный"), ("fax", "Факс")),
        .. List(SocialNetwork, ("vk", "ВКонтакте"), ("ok", "Одноклассники"), ("telegram", "Telegram"), ("other", "Другая")),
        .. List(EventKind, ("meeting", "Собрание"), ("conference", "Конференция"), ("committee", "Заседание профкома"), ("training", "Обучение"),
            ("action", "Акция"), ("contest", "Конкурс"), ("sport", "Спорт"), ("other", "Иное")),
        .. List(StaffEmployment, ("main", "Основная работа"), ("second", "По совместительству")),
        .. List(DuesForm, ("cashless", "Безналичная"), ("cash", "Наличная"), ("exempt", "Освобождён")),
        .. List(OffReason, (Members.Member.ReasonOfTransfer, "Переход в другую организацию"), ("own-wish", "По заявлению"), ("expelled", "Исключение"), ("death", "Смерть"), (Members.Member.ReasonOfClosing, "Ликвидация ППО")),
        .. List(WorkerCategory, ("head", "Руководитель"), ("teaching", "Педагогический работник"), ("science", "Научно-педагогический работник"), ("other", "Иной работник")),
        .. List(StudyForm, ("full-time", "Очная"), ("part-time", "Очно-заочная"), ("distance", "Заочная")),
        .. List(ConsentChannel, ("paper", "На бумаге"), ("application", "Онлайн-заявление"), ("cabinet", "Личный кабинет")),
        .. FederalSubjects.Items(),
    ];

    private static IEnumerable<ReferenceItem> List(string list, params (string Code, string Label)[] items) =>
        items.Select((item, i) => new ReferenceItem(list, item.Code, item.Label, i));
}
