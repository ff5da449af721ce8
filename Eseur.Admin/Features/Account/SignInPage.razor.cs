using Eseur.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Eseur.Admin.Features.Account;

public partial class SignInPage
{
    internal const string DonePassword = "password";

    /// <summary>Value of the query's "by" for the way with a ticket.</summary>
    private const string Ticket = "ticket";

    [SupplyParameterFromForm]
    private SignInForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? ReturnTo { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? By { get; set; }

    /// <summary>What has just been done elsewhere, to be told here.</summary>
    [SupplyParameterFromQuery(Name = "done")]
    private string? Done { get; set; }

    [CascadingParameter]
    private HttpContext Request { get; set; } = default!;

    [Inject]
    private Entrance Entrance { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string? Problem { get; set; }

    private bool LetterHelps { get; set; }

    private bool ByTicket => By is Ticket;

    private string Forgotten => Address("/sign-in/forgot");

    protected override void OnInitialized() => Form ??= new SignInForm();

    private async Task EnterAsync()
    {
        Done = null;
        var name = SignInName.Of(Form!.Name);
        // The page that comes back does not hold it.
        var (password, _) = (Form.Password, Form.Password = null);
        Problem = name.Problem(ByTicket) ?? (string.IsNullOrEmpty(password) ? "Наберите пароль." : null);
        if (Problem is not null)
            return;
        var answer = await Entrance.EnterAsync(name, password!, Form.Remember, Request.Connection.RemoteIpAddress, Request.RequestAborted);
        switch (answer.How)
        {
            case Entered.In:
                Navigation.NavigateTo(Local(ReturnTo));
                break;
            case Entered.NeedsSecondFactor:
                Navigation.NavigateTo(QueryHelpers.AddQueryString("/sign-in/second", new Dictionary<string, string?>(StringComparer.Ordinal) { ["return"] = Local(ReturnTo), ["remember"] = Form.Remember ? "1" : null }));
                break;
            default:
                Problem = Explain(answer, name);
                LetterHelps = answer.How == Entered.NameWaits;
                break;
        }
    }

    private string Explain(EntranceAnswer answer, SignInName name) => answer.How switch
    {
        Entered.NameWaits => $"Слишком много неудачных попыток подряд. Войти можно будет после {Waits.Until(answer.Until!.Value, Clock)}. Не хотите ждать?",
        Entered.AddressWaits => $"С вашего адреса в сети слишком много неудачных попыток входа. Попробуйте после {Waits.Until(answer.Until!.Value, Clock)}.",
        Entered.Busy => "Сейчас входит очень много людей. Подождите минуту и нажмите «Войти» ещё раз.",
        _ => $"{(name.Ticket is null ? "E-mail" : "Номер билета")} или пароль не подходят. Проверьте раскладку и Caps Lock.",
    };

    private string Way(bool byTicket) => byTicket ? QueryHelpers.AddQueryString(Address("/sign-in"), "by", Ticket) : Address("/sign-in");

    private string Address(string path) => ReturnTo is null ? path : QueryHelpers.AddQueryString(path, "return", Local(ReturnTo));

    /// <summary>Only pages of this program: an address from a letter must not lead elsewhere after the sign-in.</summary>
    internal static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal) ? address : "/";

    public sealed class SignInForm
    {
        /// <summary>An e-mail or the number of a ticket, in either way's place.</summary>
        public string? Name { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}
