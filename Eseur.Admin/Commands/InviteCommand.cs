using System.CommandLine;
using Eseur.Admin.Features.Account;

namespace Eseur.Admin.Commands;

internal static class InviteCommand
{
    public static Command Create()
    {
        var email = new Option<string>("--email") { Description = "Электронная почта, по которой человек будет входить.", HelpName = "E", Required = true };
        var name = new Option<string>("--name") { Description = "Фамилия, имя, отчество.", HelpName = "N", Required = true };
        var again = new Option<bool>("--again") { Description = "Пригласить, хотя центральный администратор уже есть, или напечатать новую ссылку приглашённому." };
        var command = new Command("invite", "Пригласить первого центрального администратора: напечатать ссылку, по которой он задаст пароль.") { email, name, again };
        command.SetAction(async (result, cancel) =>
        {
            await using var app = await RegistryCommand.OpenAsync(result, cancel);
            await using var scope = app.Services.CreateAsyncScope();
            var link = await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().InviteAsync(result.GetValue(email)!, result.GetValue(name)!, result.GetValue(again), cancel);
            Console.WriteLine("Ссылка действует семь дней и открывается один раз. Передайте её только этому человеку:");
            Console.WriteLine(link);
            return 0;
        });
        return command;
    }
}
