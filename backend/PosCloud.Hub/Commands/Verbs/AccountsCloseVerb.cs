using PosCloud.Grains.Accounts;
using PosCloud.Grains.Stores;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class AccountsCloseVerb(AccountBook accounts) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var email = arguments.Require("email");
        var outcome = await accounts.CloseAsync(email, ChangeTeller.Actor, cancellationToken);
        return outcome.Problem is { } problem
            ? VerbAnswer.Failed(ExitCodes.Refused, problem)
            : VerbAnswer.Of(arguments, new { email, closed = true }, $"{email} can't open the dashboard any more. An invitation opens the account again.");
    }
}
