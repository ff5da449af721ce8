using Eseur.Admin.Data;
using Eseur.Domain.Changes;

namespace Eseur.Admin.Features.Account;

internal static class AccountRecord
{
    /// <summary>Goes into the change record with the next save.</summary>
    public static void RecordAccount(this RegistryContext context, Actor by, int userId, string act, DateTime at) =>
        context.Add(Change.Of(ChangeSubject.Account, userId, null, by.Name, at, act, []).From(by.UserId, by.Address));
}
