namespace PosCloud.DevTools.Replay;

/// <summary>
/// Everything that will go wrong in one replay, drawn from the seed before the first sale: the same seed, file and number
/// of terminals give the same plan.
/// </summary>
/// <param name="Second">Number of the device that a terminal is copied to.</param>
/// <param name="Late">Number of the terminal that is enrolled after the backup.</param>
internal sealed record ChaosPlan(int Seed, int Second, int Late, IReadOnlyList<ChaosStep> Steps)
{
    public const int FewestRounds = 14;

    // Shares of the rounds in which something ordinary happens; at least so many times.
    private const double HubKills = 0.06;
    private const int FewestHubKills = 2;
    private const double TillKills = 0.15;
    private const int FewestTillKills = 4;
    private const double Cuts = 0.15;
    private const int MostDelay = 60;

    /// <param name="rounds">Orders of each round.</param>
    /// <param name="terminals">Terminals at the beginning, at least two.</param>
    public static ChaosPlan Draw(int seed, IReadOnlyList<int> rounds, int terminals)
    {
        var random = new Random(seed);
        var (second, late) = (terminals + 1, terminals + 2);
        var steps = new List<ChaosStep>();
        // Set back before the backup or after the restore: a sale that was only on the lost disk and only in the lost
        // database would be lost anywhere, and prove nothing.
        var inOrder = random.Next(2) == 0
            ? new[] { ChaosKind.Copy, ChaosKind.SetBack, ChaosKind.Backup, ChaosKind.Enrol, ChaosKind.Restore }
            : [ChaosKind.Backup, ChaosKind.Enrol, ChaosKind.Restore, ChaosKind.Copy, ChaosKind.SetBack];
        var setBack = random.Next(1, terminals + 1);
        var copied = (setBack % terminals) + 1;
        var places = Places(random, rounds, inOrder.Length + 1, terminals + 2);
        var cloned = random.Next(places.Count);
        steps.Add(new ChaosStep(places[cloned], 0, ChaosKind.Clone, copied, 0));
        places.RemoveAt(cloned);
        foreach (var (kind, round) in inOrder.Zip(places))
        {
            var at = kind is ChaosKind.Backup or ChaosKind.Restore ? random.Next(1, rounds[round]) : 0;
            steps.Add(new ChaosStep(round, at, kind, kind switch { ChaosKind.Copy or ChaosKind.SetBack => setBack, ChaosKind.Enrol => late, _ => 0 }, 0));
        }

        var large = Enumerable.Range(0, rounds.Count).Where(round => rounds[round] > 1).ToList();
        Add(ChaosKind.KillHub, Math.Max(FewestHubKills, (int)(rounds.Count * HubKills)), () => 0);
        Add(ChaosKind.KillTerminal, Math.Max(FewestTillKills, (int)(rounds.Count * TillKills)), () => random.Next(1, terminals + 1));
        Add(ChaosKind.CutLine, Math.Max(FewestTillKills, (int)(rounds.Count * Cuts)), () => random.Next(1, terminals + 1));
        return new ChaosPlan(seed, second, late, [.. steps.OrderBy(step => step.Round).ThenBy(step => step.AfterOrders)]);

        void Add(ChaosKind kind, int times, Func<int> till)
        {
            for (var i = 0; i < times; i++)
            {
                var round = large[random.Next(large.Count)];
                steps.Add(new ChaosStep(round, random.Next(1, rounds[round]), kind, till(), random.Next(MostDelay)));
            }
        }
    }

    public int TillOf(ChaosKind kind) => Steps.First(step => step.Kind == kind).Till;

    public IEnumerable<ChaosStep> Of(int round) => Steps.Where(step => step.Round == round);

    /// <summary>Different rounds, in order, spread over the middle of the file, each with an order for every device.</summary>
    private static List<int> Places(Random random, IReadOnlyList<int> rounds, int count, int fewestOrders)
    {
        var large = Enumerable.Range(1, rounds.Count - 2).Where(round => rounds[round] >= fewestOrders).ToList();
        if (large.Count < count) throw new InvalidOperationException($"--chaos needs more orders: only {large.Count} rounds have {fewestOrders}");
        return [.. Enumerable.Range(0, count).Select(part =>
        {
            var (from, to) = (large.Count * part / count, large.Count * (part + 1) / count);
            return large[random.Next(from, to)];
        })];
    }
}
