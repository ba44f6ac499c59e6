using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Puts a new journal in the place of a damaged one: of each epoch the part from its beginning that is whole, and a new
/// epoch to go on in. Everything that can be read is first written to a file, and the damaged journal is kept.
/// </summary>
internal static class JournalRecovery
{
    private const string DamagedName = "journal-damaged";

    /// <summary>A crash between setting the old journal aside and putting the new one in its place ends here.</summary>
    public static void FinishInterrupted(DataFolder folder)
    {
        if (File.Exists(folder.Journal) || !File.Exists(folder.RecoveredJournal)) return;
        // The old journal's log must neither stand beside the new one nor be lost.
        var newest = Directory.GetFiles(folder.Path, DamagedName + "-*.db").MaxBy(File.GetLastWriteTimeUtc);
        if (newest is not null) SetLogAside(folder, newest);
        File.Move(folder.RecoveredJournal, folder.Journal);
    }

    public static RecoveryOutcome Run(DataFolder folder, SalvagedJournal salvaged, TimeProvider clock)
    {
        var terminal = salvaged.Identity.Terminal.Value;
        var export = folder.Aside("salvaged", terminal, clock, ".bin");
        using (var key = DeviceKey.Load(folder.DeviceKey)) JournalSalvage.Write(salvaged, key, export);
        var epoch = OwnEpoch.Draw();
        var kept = Build(folder, salvaged, epoch, clock);
        var damaged = folder.Aside(DamagedName, terminal, clock, ".db");
        // The journal before its log: without the log it would be an older journal that looks whole.
        if (File.Exists(folder.Journal)) File.Move(folder.Journal, damaged);
        SetLogAside(folder, damaged);
        FinishInterrupted(folder);
        return new RecoveryOutcome.Recovered(epoch, kept, salvaged.Facts.Count, export, damaged);
    }

    private static void SetLogAside(DataFolder folder, string damaged)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["-wal", "-shm"])
        {
            if (File.Exists(folder.Journal + suffix)) File.Move(folder.Journal + suffix, damaged + suffix, overwrite: true);
        }
    }

    /// <returns>Facts in the new journal, without the one that begins the new epoch.</returns>
    private static long Build(DataFolder folder, SalvagedJournal salvaged, JournalEpoch epoch, TimeProvider clock)
    {
        Directory.CreateDirectory(folder.Salvage);
        var place = new DataFolder(folder.Salvage);
        long kept;
        using (var journal = TerminalJournal.Open(place, new JournalOptions { ReserveBytes = 0 }, clock))
        {
            kept = journal.Write(session => Fill(session, salvaged, folder));
            journal.StartEpoch(epoch, EpochStarted.ByItself + "Its journal was damaged; what could be read of it was saved.");
            journal.Checkpoint();
        }

        File.Move(place.Journal, folder.RecoveredJournal, overwrite: true);
        Directory.Delete(folder.Salvage, recursive: true);
        return kept;
    }

    private static long Fill(JournalSession session, SalvagedJournal salvaged, DataFolder folder)
    {
        var identity = salvaged.Identity;
        session.Set(JournalMeta.Terminal, identity.Terminal.Value);
        session.Set(JournalMeta.Store, identity.Store.Value);
        session.Set(JournalMeta.Hub, identity.Hub.ToString());
        session.Set(JournalMeta.Certificate, identity.Certificate);
        session.Set(JournalMeta.Profile, salvaged.Profile);
        JournalSettings.SetReplicaNumber(session, salvaged.Replica ?? NewestReplica(folder));
        EpochRows.Open(session, JournalEpoch.First);
        var lines = new Dictionary<JournalEpoch, Line>();
        var (position, kept) = (0L, 0L);
        foreach (var (epoch, floor) in salvaged.Floors)
        {
            EpochRows.Open(session, epoch);
            session.Set(JournalFloor.KeyOf(epoch), floor.ToString());
            lines[epoch] = new Line(floor.Sequence, floor.Chain, floor.Receipts);
            position = floor.Position;
        }

        foreach (var (_, entry) in salvaged.Facts)
        {
            if (!lines.TryGetValue(entry.Epoch, out var line))
            {
                EpochRows.Open(session, entry.Epoch);
                lines[entry.Epoch] = line = new Line(JournalSequence.None, Sha256Digest.None, 0);
            }

            if (!Follows(line, entry)) continue;
            lines[entry.Epoch] = Append(session, ++position, entry, line);
            kept++;
        }

        foreach (var (epoch, line) in lines)
        {
            session.Sql.Run(
                "UPDATE journal_epoch SET last_sequence = $sequence, last_chain = $chain, last_receipt = $receipts WHERE epoch = $epoch",
                ("$sequence", line.Last.Value), ("$chain", line.Chain.ToArray()), ("$receipts", line.Receipts), ("$epoch", epoch.Value));
        }

        foreach (var cart in salvaged.Carts)
        {
            session.Sql.Run(
                $"INSERT INTO cart({JournalSalvage.CartColumns}) VALUES ($slot, $order, $label, $content, $at)",
                ("$slot", cart[0]), ("$order", cart[1]), ("$label", cart[2]), ("$content", cart[3]), ("$at", cart[4]));
        }

        return kept;
    }

    /// <summary>Only what is proved by its hashes and stands right behind the fact before; the rest is in the file.</summary>
    private static bool Follows(Line line, JournalEntry entry)
    {
        if (entry.Sequence != line.Last.Next() || entry.Previous != line.Chain) return false;
        var again = JournalEntry.Append(entry.Terminal, entry.Epoch, entry.Sequence, entry.Previous, entry.Fact);
        return again.ContentHash == entry.ContentHash && again.ChainHash == entry.ChainHash;
    }

    private static Line Append(JournalSession session, long position, JournalEntry entry, Line line)
    {
        var body = FactCodec.Read(entry.Fact) is FactReading.Understood understood ? understood.Body : null;
        var order = body as OrderCompleted;
        FactRows.Insert(session.Sql, position, entry, order?.TotalMinorUnits);
        if (body is not null) ReadModels.Apply(session.Sql, position, entry.Fact, body);
        return new Line(entry.Sequence, entry.ChainHash, line.Receipts + (order is null ? 0 : 1));
    }

    /// <summary>It may be one that was only being made; old prices are better than none, and the next sync brings another.</summary>
    private static long NewestReplica(DataFolder folder) => Directory.EnumerateFiles(folder.Path, "replica-*.db")
        .Select(path => long.TryParse(Path.GetFileNameWithoutExtension(path)["replica-".Length..], out var number) ? number : 0)
        .DefaultIfEmpty(0).Max();

    private sealed record Line(JournalSequence Last, Sha256Digest Chain, long Receipts);
}
