using Eseur.Admin.Features.Members.Register;
using Eseur.Domain.References;
using FsCheck;
using FsCheck.Fluent;

namespace Eseur.Tests.Features.Members.Register;

public sealed class MemberFilterTests
{
    [Fact]
    public void QueryString_OfAnyFilter_ReadsBackToTheSame()
    {
        var filters = MemberFilterGen.Filters([null, "иванова мария", "a&b=c#d?", "100 %", " ё + Ё ", "%D0", "+7 912 345-67-89"], [null, 1, int.MaxValue, -4]);
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(filters), f => Assert.Equal(MemberFilterGen.Text(f), MemberFilterGen.Text(MemberFilter.Parse(f.ToQueryString())))));
    }

    [Fact]
    public void Parse_AnyString_NeverThrowsAndIsStable()
    {
        var parts = Gen.Elements("?", "&", "=", ",", "-", "q", "under", "age", "employment", "sex", "dues", "ticket", "bonus", "status", "sort", "order", "lacks", "worker", "none", "yes", "off", "any", "birth", "desc", "18", "%", "%zz", "+", "\u0000", "99999999999", "-1", "ё", "\ud83d", ";", "#", " ");
        var made = parts.ArrayOf().Select(string.Concat);
        var any = ArbMap.Default.ArbFor<string?>().Generator;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(Gen.OneOf(made.Select(s => (string?)s), any)), text =>
        {
            var once = MemberFilter.Parse(text).ToQueryString();
            Assert.Equal(once, MemberFilter.Parse(once).ToQueryString());
        }));
    }

    [Fact]
    public void Parse_Nonsense_IsLeftOut() =>
        Assert.Equal(new MemberFilter { Employments = [Eseur.Domain.Members.Employment.Worker] }.ToQueryString(),
            MemberFilter.Parse("?employment=worker,1,WORKER,king,worker&sex=2&lacks=gold&age=old-200&bonus=maybe&status=lost&under=x&sort=beauty&order=up&ticket=paper").ToQueryString());

    [Fact]
    public void Chips_EachTakenAway_LeaveNoCondition() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(MemberFilterGen.Filters([null, "иванова"], [1])), f =>
        {
            var left = f;
            while (MemberChips.Of(left, ReferenceBook.Default).FirstOrDefault() is { } chip)
                left = chip.Without;
            Assert.Equal(f.Bare.ToQueryString(), left.ToQueryString());
        }));

    [Fact]
    public void Conditions_OfAge_AreTheDaysOfBirth()
    {
        var today = new DateOnly(2026, 11, 21);
        var conditions = new MemberFilter { AgeFrom = 18, AgeTo = 35 }.Conditions(today);
        // Eighteen today; thirty-five today, and thirty-six tomorrow.
        Assert.Equal((new DateOnly(2008, 11, 21), new DateOnly(1990, 11, 22)), (conditions.BornTo, conditions.BornFrom));
    }

    [Theory]
    [InlineData("1234 5678-9012 3456", "ticket 1234567890123456")]
    [InlineData("8 (912) 345-67-89", "phone +79123456789")]
    [InlineData("Ivanova@School.RU", "email ivanova@school.ru")]
    [InlineData("№ 20517", "card 20517")]
    [InlineData("Ёлкина, Мария", "ЕЛКИНА МАРИЯ")]
    [InlineData("12345678901234567", "12345678901234567")]
    public void Query_Typed_MeansWhatAPersonMeans(string typed, string means)
    {
        var query = MemberQuery.Of(typed);
        var said = query switch { { Ticket: { } t } => $"ticket {t}", { Phone: { } p } => $"phone {p}", { Email: { } e } => $"email {e}", { Card: { } c } => $"card {c}", _ => string.Join(' ', query.Words) };
        Assert.Equal(means, said);
    }
}
