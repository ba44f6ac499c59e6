namespace PosCloud.Simulation.World;

/// <summary>
/// Which faults one seed has and how its parts are sized. Every seed leaves some faults out: what only shows when another
/// fault doesn't hide it is found as well.
/// </summary>
internal sealed record Swarm(
    int Terminals,
    int MaxFactsPerUpload,
    int MaxFactsPerBatch,
    int MaxRowsPerPage,
    int LinkFaultPercent,
    bool Outages,
    bool ClockJumps,
    bool Counts,
    bool TerminalCrashes,
    bool HubCrashes,
    bool DiskCopies,
    bool HubSetBack,
    bool DamagedReplicas,
    bool BusyHub,
    bool Revocations,
    bool Moves,
    bool DamagedFacts,
    bool FutureFacts,
    bool Files,
    bool Weeks,
    bool CarriedJournals,
    bool PowerCuts,
    bool Replacements,
    bool Keeping,
    bool DamagedJournals)
{
    /// <summary>Clocks are set as ever, but to the right time: for comparing.</summary>
    public bool RightClocks { get; init; }

    /// <summary>Vouchers and customers' points. Not printed with the others: the trace of a seed without them begins as it always did.</summary>
    internal bool Credits { get; init; }

    /// <summary>Kills in the middle of what mends something: a recovered journal, a switched replica, deleted facts, a carried journal.</summary>
    internal bool KilledRepairs { get; init; }

    /// <summary>
    /// Nothing on the way from a terminal to its stock depends on a clock or on chance: neither how many requests a sync
    /// takes, after which a file may be there or still in preparation, nor which old receipts can still be returned.
    /// </summary>
    public Swarm WithoutChance() => this with
    {
        LinkFaultPercent = 0, ClockJumps = true, Counts = false, TerminalCrashes = false, HubCrashes = false, HubSetBack = false, BusyHub = false, DamagedFacts = false, Files = false, CarriedJournals = false,
        Replacements = false, Keeping = false, DamagedJournals = false, Credits = false, KilledRepairs = false,
    };

    public static Swarm Of(ulong seed)
    {
        var dice = Dice.Of(seed, 0xA11CE);
        return new Swarm(
            Terminals: dice.Between(1, 6),
            MaxFactsPerUpload: dice.Pick([3, 8, 20, 500, 500, 500]),
            MaxFactsPerBatch: dice.Pick([2, 10, 500, 500, 500]),
            MaxRowsPerPage: dice.Pick([12, 40, 5_000, 5_000, 5_000, 5_000]),
            LinkFaultPercent: dice.Pick([0, 10, 30, 50]),
            Outages: dice.Chance(60),
            ClockJumps: dice.Chance(60),
            Counts: dice.Chance(60),
            TerminalCrashes: dice.Chance(50),
            HubCrashes: dice.Chance(50),
            DiskCopies: dice.Chance(40),
            HubSetBack: dice.Chance(30),
            DamagedReplicas: dice.Chance(30),
            BusyHub: dice.Chance(30),
            Revocations: dice.Chance(40),
            Moves: dice.Chance(40),
            DamagedFacts: dice.Chance(30),
            FutureFacts: dice.Chance(30),
            Files: dice.Chance(30),
            Weeks: dice.Chance(25),
            CarriedJournals: dice.Chance(30),
            PowerCuts: dice.Chance(30),
            Replacements: dice.Chance(25),
            Keeping: dice.Chance(30),
            DamagedJournals: dice.Chance(25)) { Credits = dice.Chance(30), KilledRepairs = dice.Chance(10) };
    }
}
