using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using PosCloud.Grains.Telemetry;
using PosCloud.Hub.Hosting;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;

namespace PosCloud.Hub.Nudge;

/// <summary>Sends one nudge to everybody who follows a stream.</summary>
internal sealed class NudgeSender(IHubContext<NudgeHub> hub, OpenLines lines, IOptions<ServingOptions> options, TimeProvider clock)
{
    // A few terminals can fetch at once; spreading is for the many.
    private static readonly TimeSpan SpreadPerLine = TimeSpan.FromMilliseconds(5);

    private readonly TimeSpan _longestSpread = TimeSpan.FromMilliseconds(options.Value.CatalogueNudgeSpreadMilliseconds);

    private bool HasOtherNodes => options.Value.Redis is not null;

    public async Task SendAsync(StreamName stream)
    {
        HubTelemetry.Nudges.Add(1);
        if (stream != StreamName.Catalogue)
        {
            await hub.Clients.Group(stream.Value).SendAsync(Routes.NudgeMethod, stream.Value);
            return;
        }

        // How many terminals the other nodes have isn't known here.
        var spread = HasOtherNodes ? _longestSpread : SpreadPerLine * lines.Count;
        var step = (spread < _longestSpread ? spread : _longestSpread) / NudgeGroups.CatalogueGroups;
        for (var group = 0; group < NudgeGroups.CatalogueGroups; group++)
        {
            if (group > 0 && step > TimeSpan.Zero) await Task.Delay(step, clock);
            await hub.Clients.Group(NudgeGroups.CatalogueGroup(group)).SendAsync(Routes.NudgeMethod, stream.Value);
        }
    }
}
