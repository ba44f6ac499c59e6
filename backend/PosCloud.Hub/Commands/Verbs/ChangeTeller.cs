using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Nudging;
using PosCloud.HubStorage.Publishing;

namespace PosCloud.Hub.Commands.Verbs;

/// <summary>After a verb changed something: nudges terminals and dashboards if a hub runs. Without one nobody listens.</summary>
internal sealed class ChangeTeller(IStreamNudge nudge, IGrainFactory? grains = null)
{
    /// <summary>Who is written into the audit log: whoever may use the hub's machine.</summary>
    public const string Actor = "command line";

    public async Task TellAsync(string store, IEnumerable<PublishedStream> moved)
    {
        foreach (var stream in moved) nudge.Moved(stream.Stream);
        if (grains is not null) await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).StoreChangedAsync(store);
    }
}
