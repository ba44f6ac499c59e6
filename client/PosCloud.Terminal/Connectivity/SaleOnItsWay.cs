using PosCloud.Domain.Measures;
using PosCloud.Ui;

namespace PosCloud.Terminal.Connectivity;

/// <summary>One sale in the sync panel with the three steps it takes.</summary>
/// <param name="Receipt">Receipt number, or the kind of fact where there is none.</param>
/// <param name="At">When it was completed.</param>
/// <param name="Amount">Its total; null for facts without one.</param>
/// <param name="AtHub">Whether the hub has it safely.</param>
/// <param name="Applied">Whether stock and reports have it.</param>
public sealed record SaleOnItsWay(string Receipt, DateTimeOffset At, Money? Amount, LampState AtHub, LampState Applied)
{
    /// <summary>All three steps done.</summary>
    public bool Arrived => AtHub == LampState.On && Applied == LampState.On;
}
