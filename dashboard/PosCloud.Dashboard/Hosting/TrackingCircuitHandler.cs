using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace PosCloud.Dashboard.Hosting;

/// <summary>Enters each page into <see cref="OpenCircuits"/> while it is connected.</summary>
internal sealed class TrackingCircuitHandler(OpenCircuits circuits, IJSRuntime page) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Add(circuit.Id, page);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Remove(circuit.Id);
        return Task.CompletedTask;
    }
}
