using PosCloud.Grains.Accounts;
using PosCloud.Grains.Stores;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class AccountsAddVerb(AccountBook accounts, HubAddresses addresses) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var invitation = await accounts.InviteAsync(arguments.Require("email"), arguments.Require("role"), ChangeTeller.Actor, cancellationToken);
        if (invitation.Problem is { } problem) return VerbAnswer.Failed(ExitCodes.BadUsage, problem);
        var link = addresses.DashboardUrl + invitation.Path;
        return VerbAnswer.Of(arguments, new { link }, $"Open this once, within 7 days, to set a password:\n{link}");
    }
}
