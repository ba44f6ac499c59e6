using PosCloud.Dashboard.Hub;
using PosCloud.Grains.Contracts.Accounts;

namespace PosCloud.Dashboard.Accounts;

/// <summary>The person's signed ticket for grain calls, renewed before its ten minutes are over.</summary>
public sealed class Tickets(AccountsGateway accounts, CurrentUser current, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Ticket? _ticket;

    /// <exception cref="HubException">Nobody is signed in any more, or the hub doesn't answer.</exception>
    public async Task<string> CurrentAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_ticket is null || _ticket.ExpiresAt - clock.GetUtcNow() < RenewBefore)
            {
                var key = AccountKey.Of(await current.GetAsync()) ?? throw SignedOut();
                _ticket = await accounts.AskAsync(grain => grain.IssueTicketAsync(key.Id, key.SecurityStamp)) ?? throw SignedOut();
            }

            return _ticket.Value;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static HubException SignedOut() => new(HubFailure.SignedOut) { SignedOut = true };
}
