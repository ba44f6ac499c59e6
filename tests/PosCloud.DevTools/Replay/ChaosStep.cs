using System.Globalization;

namespace PosCloud.DevTools.Replay;

/// <summary>One thing to do.</summary>
/// <param name="Round">From 0 on.</param>
/// <param name="AfterOrders">When so many orders of the round are sold; 0 for before the first.</param>
/// <param name="Till">Number of the device, from 1 on; 0 for the hub.</param>
/// <param name="Milliseconds">To wait after that order, so that kills fall anywhere in the next ones.</param>
internal sealed record ChaosStep(int Round, int AfterOrders, ChaosKind Kind, int Till, int Milliseconds)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"round {Round + 1,4}, after {AfterOrders,3} orders: {Kind}{(Till > 0 ? $" of till {Till}" : "")}");
}
