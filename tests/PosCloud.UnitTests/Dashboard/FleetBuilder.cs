using PosCloud.Dashboard.Live;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Fleet;
using PosCloud.Grains.Contracts.Stores;
using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.UnitTests.Dashboard;

/// <summary>Builders of what the hub would answer.</summary>
internal static class FleetBuilder
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 11, 4, 31, TimeSpan.Zero);

    public static readonly StoreDirectory Stores = new([Store("S1", "Harbour Street"), Store("S2", "Old Town")]);

    public static StoreItem Store(string code, string name) =>
        new(code, name, "EUR", "Europe/Zagreb", "en-GB", "included", "line", 1, "", "", 2);

    public static DateTimeOffset At(int hour, int minute, int second = 0) => new(2026, 11, 23, hour - 1, minute, second, TimeSpan.Zero);

    public static TerminalSummary Summary(string code, TerminalStatus status = TerminalStatus.InSync, int pending = 0, long pendingCents = 0) => new(
        code, code[..2], Stores.NameOf(code[..2]), status, At(8, 0), At(12, 4, 28), At(12, 4, 28), pending, pending, pending == 0 ? null : new Amount(pendingCents, "EUR"),
        pending == 0 ? null : At(11, 47), 0, 0.2, At(12, 4, 5), 400, "Direct", "1.0.0", null, null, 3, new Amount(41875, "EUR"), 0, false, At(12, 4), null);

    public static FleetView View(params IReadOnlyList<TerminalSummary> terminals) => View(Overview(terminals));

    public static FleetView View(FleetOverview overview) => new(overview, Stores, Now, FeedState.Live, null);

    public static FleetOverview Overview(IReadOnlyList<TerminalSummary> terminals) => new(
        7, Now, "Lipa Provisions", terminals, [.. Enumerable.Range(0, 60).Select(minute => new MinuteCount(At(11, 4).AddMinutes(minute), minute % 5))],
        [new StoreWaiting("S1", "Harbour Street", terminals.Sum(terminal => terminal.PendingOrders), null)], 542, [new Amount(343465, "EUR")], 2, 1, ["Cloned terminal S2T2"],
        [new Amount(320995, "EUR")]);
}
