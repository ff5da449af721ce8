using Bunit;
using Eseur.Admin.Shared.Fields;
using Eseur.Domain.Fields;
using Eseur.Domain.Passports;
using Microsoft.AspNetCore.Components;

namespace Eseur.Tests.Shared.Fields;

public sealed class FieldInputTests : BunitRegistry
{
    private string value = "";

    public FieldInputTests() => UseReferencesOnly();

    public static TheoryData<string, string, string> BadInput => new()
    {
        { "dues", "сто один", "Нужно число от 0 до 100 %" },
        { "dues", "100,5", "Нужно число от 0 до 100 %" },
        { "dues", "1,234", "Не больше 2 знаков после запятой." },
        { "founded", "31.02.2020", "Нужна дата, например: 21.11.2026." },
        { "founded", "01.01.1700", "Год — от 1860 до 2100." },
        { "institution-inn", "7707083894", "контрольная цифра" },
        { "institution-inn", "770708389", "10 или 12 цифр" },
        { "institution-ogrn", "1027700132196", "контрольная цифра" },
        { "institution-kpp", "77070100А", "9 цифр" },
        { "head", "Иванов 2", "Напишите фамилию, имя и отчество буквами" },
        { "email", "ivanova@school", "нужен вид имя@сайт.ru" },
        { "site", "школа номер 5", "Нужен адрес страницы" },
        { "chair-phone", "8 912 34", "Нужны +7 и десять цифр" },
        { "workers", "12,5", "Нужно целое число от 0 до 1 000 000." },
        { "head-position", new string('я', 201), "Слишком длинно: 201 знаков, помещается 200." },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public void Leave_BadInput_SaysWhatIsExpectedBesideTheField(string key, string text, string expected)
    {
        var input = Render(key);
        Type(input.Find("input"), text);
        Assert.Empty(input.FindAll(".error"));

        Blur(input.Find("input"));

        Assert.Contains(Plain(expected), Plain(input.Find(".error").TextContent), StringComparison.Ordinal);
        Assert.Equal("true", input.Find("input").GetAttribute("aria-invalid"));
        var described = input.Find("input").GetAttribute("aria-describedby")!.Split(' ');
        Assert.All(described, id => Assert.NotNull(input.Find("#" + id)));
        Assert.Equal(text, value);
    }

    [Fact]
    public void Input_AfterLeavingWrong_ErrorGoesWhileTyping()
    {
        var input = Render("institution-inn");
        Type(input.Find("input"), "7707083894");
        Blur(input.Find("input"));
        Assert.NotEmpty(input.FindAll(".error"));

        Type(input.Find("input"), "7707083893");

        Assert.Empty(input.FindAll(".error"));
        Assert.Null(input.Find("input").GetAttribute("aria-invalid"));
    }

    [Theory]
    [InlineData("chair-phone", "8(912)345-67-89", "+7 912 345-67-89")]
    [InlineData("founded", "1,2,1995", "01.02.1995")]
    [InlineData("email", " Shkola@Mail.RU ", "shkola@mail.ru")]
    [InlineData("dues", "1.50", "1,5")]
    [InlineData("head", "  Иванова   Мария ", "Иванова Мария")]
    [InlineData("site", "school12.ru", "https://school12.ru")]
    public void Leave_GoodInput_ShowsHowItWasUnderstood(string key, string text, string expected)
    {
        var input = Render(key);
        Type(input.Find("input"), text);
        Blur(input.Find("input"));
        Assert.Equal(expected, value);
        Assert.Empty(input.FindAll(".error"));
    }

    [Fact]
    public void Render_Flag_OffersThreeAnswersAndTellsThemApart()
    {
        var input = Render("small");
        Assert.Equal(["Да", "Нет", "Не указано"], input.FindAll(".segment").Select(s => s.TextContent.Trim()));
        Assert.Equal("", input.Find("input:checked").GetAttribute("value"));

        Change(input.Find("#f-small-1"), "Нет");

        Assert.Equal("Нет", value);
        Assert.Equal("Нет", input.Find("input:checked").GetAttribute("value"));
    }

    [Fact]
    public void Render_Choice_ListsReferenceItemsAndKeepsTheCode()
    {
        var input = Render("institution-type");
        Assert.Contains("Общеобразовательная", input.FindAll("option").Select(o => o.TextContent));
        Change(input.Find("select"), "school");
        Assert.Equal("school", value);
    }

    [Theory]
    [InlineData("chair-phone", "tel", null, "tel")]
    [InlineData("email", "text", "email", "email")]
    [InlineData("institution-inn", "text", "numeric", "off")]
    [InlineData("dues", "text", "decimal", "off")]
    public void Render_OnAPhone_AsksForTheRightKeyboard(string key, string type, string? mode, string autocomplete)
    {
        var element = Render(key).Find("input");
        Assert.Equal((type, mode, autocomplete), (element.GetAttribute("type")!, element.GetAttribute("inputmode"), element.GetAttribute("autocomplete")!));
    }

    [Fact]
    public void Pick_FromTheCalendar_FillsTheText()
    {
        var input = Render("founded");
        Change(input.Find("input[type=date]"), "1990-03-05");
        Assert.Equal("05.03.1990", value);
    }

    [Fact]
    public void Render_Gap_IsAmberUntilSomethingIsTyped()
    {
        var input = Render("dues", isGap: true);
        Assert.NotEmpty(input.FindAll(".field-gap"));
        Type(input.Find("input"), "1");
        Assert.Empty(input.FindAll(".field-gap"));
    }

    [Fact]
    public void Render_ReadOnly_ShowsTheLabelOfAChoiceAndNoInput()
    {
        value = "school";
        var input = Render("institution-type", readOnly: true);
        Assert.Equal("Общеобразовательная", input.Find(".value").TextContent);
        Assert.Empty(input.FindAll("select"));
    }

    private IRenderedComponent<FieldInput> Render(string key, bool isGap = false, bool readOnly = false)
    {
        IRenderedComponent<FieldInput>? rendered = null;
        rendered = Render<FieldInput>(p => p.Add(f => f.Field, Catalogue.Passport.Field(key)!).Add(f => f.Value, value).Add(f => f.IsGap, isGap).Add(f => f.ReadOnly, readOnly)
            .Add(f => f.ValueChanged, EventCallback.Factory.Create<string>(this, text =>
            {
                value = text;
                rendered!.Render(again => again.Add(f => f.Value, text));
            })));
        return rendered;
    }

    /// <summary>Cultures differ in which space stands between thousands.</summary>
    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
