using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace PosCloud.Ui.Circuits;

/// <summary>Enters each page into <see cref="OpenCircuits"/> while it is connected.</summary>
public sealed class TrackingCircuitHandler(OpenCircuits circuits, IJSRuntime page) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        circuits.Add(circuit.Id, page);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        circuits.Remove(circuit.Id);
        return Task.CompletedTask;
    }
}
