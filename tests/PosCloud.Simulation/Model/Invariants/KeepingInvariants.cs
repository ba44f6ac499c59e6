using System.Security.Cryptography;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>I5: what a terminal deleted was on the hub, whole, in a backup of its history that was verified ninety days ago.</summary>
internal static class KeepingInvariants
{
    private static readonly TimeSpan Term = TimeSpan.FromDays(90);

    public static void Check(ShopWorld world, Device device, IReadOnlyList<JournalFact> deleted)
    {
        var epoch = device.Journal.Meta("hub_epoch");
        var kept = new HashSet<(string Epoch, long Sequence, string Chain)>();
        foreach (var backup in world.Backups.Where(backup => backup.Epoch == epoch && backup.VerifiedAt <= world.Time.Now - Term))
        {
            using var copy = SqlFile.Read(backup.File);
            foreach (var (line, sequence, chain, content, hash) in copy.List(
                         "SELECT epoch, sequence, chain_hash, content, content_hash FROM fact WHERE terminal = $terminal AND status <> 'Q'",
                         row => (row.GetString(0), row.GetInt64(1), FactBytes.Hex((byte[])row[2]), (byte[])row[3], FactBytes.Hex((byte[])row[4])),
                         ("$terminal", device.Terminal)))
            {
                if (FactBytes.Hex(SHA256.HashData(content)) == hash) kept.Add((line, sequence, chain));
            }
        }

        var lost = deleted.FirstOrDefault(fact => !kept.Contains((fact.Epoch, fact.Sequence, fact.Chain)));
        InvariantBrokenException.Unless(lost is null, "I5", $"{device.Name} deleted {lost?.Key}, which no backup of its hub's history has that was verified ninety days ago.");
    }
}
