using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Export;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.TestKit.Golden;
using PosCloud.UnitTests.Golden.Samples;

namespace PosCloud.UnitTests.Golden;

/// <summary>What isn't JSON: bodies, journal files, the tables of a replica. And the files themselves, which nobody may edit.</summary>
public sealed class GoldenLayoutTests
{
    private const string Protocol = "ProtocolVersions.Protocol";
    private const string Hashes = "hashes.txt";

    private static readonly string Body = $"messages/v{ProtocolVersions.Protocol}/sync-body.bin";

    [Fact]
    public void A_syncs_body_is_written_and_read_as_its_golden_file_has_it()
    {
        var written = SyncBody.Write(MessageSamples.Sync, [.. Journal().Select(FactFrame.Of)]);

        var kept = GoldenFolder.Read(Body, () => written);

        Assert.True(kept is not null, Tripwire.Missing(Body));
        Assert.True(written.AsSpan().SequenceEqual(kept), Tripwire.OtherBytes("a sync's body", Protocol, Body));
        foreach (var file in GoldenFolder.Names().Where(name => name.EndsWith("/sync-body.bin", StringComparison.Ordinal)))
        {
            Assert.True(SyncBody.TryRead(GoldenFolder.Read(file), out var request, out var facts, out var problem), $"{file}: {problem}");
            Assert.Equal("eyJjdXJzb3IifQ", request!.State!.Cursor);
            Assert.All(facts, fact => Assert.Equal(fact.ContentHash, Sha256Digest.Of(fact.Content.Span)));
        }
    }

    [Fact]
    public void An_exported_journal_is_written_and_read_as_its_golden_file_has_it()
    {
        const string File = $"exports/{JournalFile.Format}.journal";
        var written = Exported();

        var kept = GoldenFolder.Read(File, () => written);

        Assert.True(kept is not null, Tripwire.Missing(File));
        Assert.True(written.AsSpan().SequenceEqual(kept), Tripwire.OtherBytes("an exported journal", "the number in JournalFile.Format", File));
        var read = JournalFile.TryRead(kept, out var problem);
        Assert.Null(problem);
        Assert.Equal(("S1T1", "S1", "certificate"), (read!.Header.Terminal, read.Header.Store, read.Header.Certificate));
        Assert.Equal([1, 2], read.Facts.Select(fact => fact.Sequence.Value));
        Assert.Equal(read.Digest.ToArray(), read.Seal!.Value.ToArray());
    }

    [Fact]
    public void The_tables_keep_their_form_as_long_as_the_schema_keeps_its_version()
    {
        var tables = new StringBuilder();
        foreach (var table in SyncedTables.All)
        {
            tables.AppendLine($"{table.Name} {table.Direction} {table.Stream} of {table.Owner}, kept {table.RetentionDays} days");
            foreach (var column in table.Columns) tables.AppendLine($"  {column.Name} {column.Kind}{(column.IsKey ? " key" : "")}{(column.Nullable ? " or null" : "")}");
        }

        tables.AppendLine(ReplicaSchema.Tables).AppendLine(ReplicaSchema.LookUps).AppendLine(ReplicaSchema.SearchRows).AppendLine(ReplicaSchema.SearchOrder);

        Tripwire.AssertShape(
            $"shapes/tables/v{ProtocolVersions.Schema}.txt", tables.Replace("\r", "").ToString(), "the synced tables or of a replica",
            "ProtocolVersions.Schema (OldestSchema becomes the one before)");
    }

    [Fact]
    public void A_journals_tables_keep_their_form_as_long_as_its_format_keeps_its_number()
    {
        using var journal = new SqliteConnection("Data Source=:memory:;Pooling=False");
        journal.Open();
        JournalSchema.CreateForRebuild(journal, JournalSchema.Version, JournalSchema.Migrations);
        var tables = journal.List("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name", row => row.GetString(0));

        Tripwire.AssertShape(
            $"shapes/journal/v{JournalSchema.Version}.txt", string.Join('\n', tables).Replace("\r", "", StringComparison.Ordinal) + "\n", "the journal's tables",
            "JournalSchema.Version by a step in JournalSchema.Migrations (and keep a shop of the new format: POSCLOUD_GOLDEN=write with UpgradeTests)");
    }

    [Fact]
    public void No_golden_file_was_changed_or_removed_after_it_was_added()
    {
        var now = GoldenFolder.Names().Where(name => name != Hashes)
            .Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(GoldenFolder.Read(name)!))} {name}").ToList();
        if (GoldenFolder.Writes) File.WriteAllLines(Path.Combine(GoldenFolder.Root, Hashes), Noted().Concat(now.Except(Noted())).OrderBy(line => line[65..], StringComparer.Ordinal));

        var noted = Noted();

        Assert.True(
            noted.SequenceEqual(now),
            $"""
             Golden files differ from what {Hashes} noted when they were added. They stand for bytes in the field, so they are only ever added.
               noted, but changed or gone: {string.Join(" · ", noted.Except(now))}
               there, but not noted:       {string.Join(" · ", now.Except(noted))}
             Put the old files back; note new ones by running this test with POSCLOUD_GOLDEN=write.
             """);
    }

    private static List<string> Noted() => [.. Encoding.UTF8.GetString(GoldenFolder.Read(Hashes) ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static byte[] Exported()
    {
        var target = new MemoryStream();
        using var writer = new JournalFileWriter(target, new JournalFileHeader(JournalFile.Format, "S1T1", "S1", "certificate"));
        foreach (var entry in Journal()) writer.Add(new JournalFileFact(entry.Epoch, entry.Sequence, entry.Previous, FactFrame.Of(entry)));
        writer.End(digest => digest);
        return target.ToArray();
    }

    /// <summary>Two facts of a version that never changes any more: their bytes are those of the golden files.</summary>
    private static IEnumerable<JournalEntry> Journal()
    {
        var previous = Sha256Digest.None;
        var sequence = JournalSequence.None;
        foreach (var name in new[] { GoldenFolder.NameOf("ShiftOpened", 1, "everything"), GoldenFolder.NameOf("OrderCompleted", 1, "everything") })
        {
            sequence = sequence.Next();
            var fact = GoldenFact.Parse(name, GoldenFolder.Read(name)!).Fact;
            var entry = JournalEntry.Append(GoldenFact.Terminal, JournalEpoch.First, sequence, previous, fact);
            previous = entry.ChainHash;
            yield return entry;
        }
    }
}
