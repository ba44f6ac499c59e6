using PosCloud.Grains.Accounts;
using PosCloud.Grains.Stores;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class AccountsResetVerb(AccountBook accounts, HubAddresses addresses) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var link = addresses.DashboardUrl + await accounts.MakeSetUpLinkAsync(ChangeTeller.Actor, cancellationToken);
        return VerbAnswer.Of(arguments, new { link }, $"Open this once, within 24 hours, to make an owner's account:\n{link}");
    }
}
