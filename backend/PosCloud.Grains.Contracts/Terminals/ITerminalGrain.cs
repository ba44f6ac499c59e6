using Orleans.Concurrency;

namespace PosCloud.Grains.Contracts.Terminals;

/// <summary>One terminal; key: its code. Tracks its health and hands its accepted facts to reconciliation.</summary>
[Alias("poscloud.ITerminalGrain")]
public interface ITerminalGrain : IGrainWithStringKey
{
    /// <summary>A request of this terminal was answered. Starts reconciliation when facts were accepted.</summary>
    [Alias("observed")]
    Task ObservedAsync(SyncObserved observed);

    /// <summary>A push line of this terminal opened or closed; how the hub knows within seconds that it went away.</summary>
    /// <param name="line">The connection's id.</param>
    [Alias("line")]
    Task LineAsync(string line, bool isOpen);

    /// <summary>Looks again whether the terminal is silent for too long; called by the sweep.</summary>
    [Alias("evaluate")]
    Task EvaluateAsync();

    /// <summary>Reconciles what is accepted and not applied yet; called by the sweep and after an upload. Safe to repeat.</summary>
    [Alias("reconcile"), AlwaysInterleave]
    Task<long> ReconcileAsync();

    [Alias("detail"), RequiresRole(Roles.Viewer)]
    Task<TerminalDetail?> GetDetailAsync();

    /// <summary>No more state for this terminal; its facts are still taken, into quarantine.</summary>
    [Alias("revoke"), RequiresRole(Roles.Manager)]
    Task<ChangeOutcome> RevokeAsync();

    [Alias("replay"), RequiresRole(Roles.Manager)]
    Task<ChangeOutcome> ReplayQuarantinedAsync(string quarantineId);
}
