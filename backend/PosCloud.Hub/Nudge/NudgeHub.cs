using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Grains.Telemetry;
using PosCloud.Hub.Replication;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol.Tables;

namespace PosCloud.Hub.Nudge;

/// <summary>
/// The push channel. A terminal calls nothing here: its credential decides the streams it hears of, and an open line is
/// how the hub knows within seconds that a terminal went away.
/// </summary>
[Authorize(AuthenticationSchemes = DeviceAuthentication.SchemeName)]
internal sealed class NudgeHub(IGrainFactory grains, TerminalEnrolment enrolment, OpenLines lines) : Microsoft.AspNetCore.SignalR.Hub
{
    private TerminalId Terminal => DeviceAuthentication.ReadTerminal(Context.User!);

    public override async Task OnConnectedAsync()
    {
        var credential = await enrolment.FindAsync(Terminal, Context.ConnectionAborted);
        if (credential is not { Revoked: false })
        {
            Context.Abort();
            return;
        }

        lines.Opened(Context.ConnectionId, new OpenLine(credential, Context.Abort));
        HubTelemetry.Lines.Add(1);
        foreach (var stream in StreamName.OfTerminalIn(credential.Store))
            await Groups.AddToGroupAsync(Context.ConnectionId, NudgeGroups.Of(stream, Context.ConnectionId), Context.ConnectionAborted);
        await grains.GetGrain<ITerminalGrain>(Terminal.Value).LineAsync(Context.ConnectionId, isOpen: true);
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (!lines.Closed(Context.ConnectionId)) return;
        HubTelemetry.Lines.Add(-1);
        await grains.GetGrain<ITerminalGrain>(Terminal.Value).LineAsync(Context.ConnectionId, isOpen: false);
    }
}
