using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Export;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Reads a damaged journal fact by fact, on a copy: what one bad page holds is skipped, everything else is kept. Nothing of
/// the original is changed.
/// </summary>
internal static class JournalSalvage
{
    public const string CartColumns = "slot, order_id, label, content, changed_at";

    // Where the file can't say how many facts it has, so many missing places in a row are its end.
    private const int MaxMisses = 2_000;

    /// <summary>Null when neither the journal nor the copy of the identity says which terminal this is.</summary>
    public static SalvagedJournal? Read(DataFolder folder)
    {
        // What a recovery that was killed left here: its write-ahead log would be taken for the damaged journal's.
        if (Directory.Exists(folder.Salvage)) Directory.Delete(folder.Salvage, recursive: true);
        var copy = Path.Combine(Directory.CreateDirectory(folder.Salvage).FullName, "journal.db");
        try
        {
            foreach (var suffix in (ReadOnlySpan<string>)["", "-wal"])
            {
                if (File.Exists(folder.Journal + suffix)) File.Copy(folder.Journal + suffix, copy + suffix, overwrite: true);
            }

            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
            connection.Open();
            var settings = Settings(connection);
            if ((IdentityIn(settings) ?? IdentityCopy.Read(folder)) is not { } identity) return null;
            var floors = JournalFloor.AllIn(settings);
            return new SalvagedJournal(identity, Facts(connection, identity.Terminal, floors), floors, ReplicaIn(settings), ProfileIn(settings), Carts(connection));
        }
        catch (SqliteException)
        {
            // Not even a database any more.
            return IdentityCopy.Read(folder) is { } identity ? new SalvagedJournal(identity, [], [], null, null, []) : null;
        }
        finally
        {
            Directory.Delete(folder.Salvage, recursive: true);
        }
    }

    /// <summary>Writes what was read to a file for the hub's <c>import-journal</c>; answers the number of facts.</summary>
    public static long Write(SalvagedJournal salvaged, DeviceKey? key, string path)
    {
        var identity = salvaged.Identity;
        var header = new JournalFileHeader(JournalFile.Format, identity.Terminal.Value, identity.Store.Value, identity.Certificate);
        return JournalExport.Write(path, header, key, salvaged.Facts.Select(f => new JournalFileFact(f.Entry.Epoch, f.Entry.Sequence, f.Entry.Previous, FactFrame.Of(f.Entry))));
    }

    private static List<(long, JournalEntry)> Facts(SqliteConnection connection, TerminalId terminal, IReadOnlyList<(JournalEpoch Epoch, JournalFloor Floor)> floors)
    {
        var last = Try(() => connection.Number("SELECT MAX(position) FROM fact")) ?? Try(() => connection.Number("SELECT SUM(last_sequence) FROM journal_epoch"));
        var facts = new List<(long, JournalEntry)>();
        // The oldest may be deleted: the settings say how many, else the table itself.
        var first = floors.Count > 0 ? floors[^1].Floor.Position + 1 : Try(() => connection.Number("SELECT MIN(position) FROM fact")) ?? 1;
        for (long position = Math.Max(1, first), misses = 0; last is { } end ? position <= end : misses < MaxMisses; position++)
        {
            var at = position;
            if (TryFact(() => FactRows.At(connection, terminal, at)) is { } entry)
            {
                facts.Add((position, entry));
                misses = 0;
            }
            else
            {
                misses++;
            }
        }

        return facts;
    }

    private static JournalEntry? TryFact(Func<JournalEntry?> read)
    {
        try
        {
            return read();
        }
        catch (Exception damaged) when (damaged is SqliteException or FormatException or ArgumentException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Settings(SqliteConnection connection)
    {
        try
        {
            return connection.List("SELECT key, value FROM meta", row => (row.GetString(0), row.GetString(1))).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        }
        catch (SqliteException)
        {
            return [];
        }
    }

    private static TerminalIdentity? IdentityIn(Dictionary<string, string> settings) =>
        TerminalId.TryParse(settings.GetValueOrDefault(JournalMeta.Terminal), out var terminal)
        && StoreId.TryParse(settings.GetValueOrDefault(JournalMeta.Store), out var store)
        && Uri.TryCreate(settings.GetValueOrDefault(JournalMeta.Hub), UriKind.Absolute, out var hub)
            ? new TerminalIdentity(terminal, store, hub, settings.GetValueOrDefault(JournalMeta.Certificate, ""))
            : null;

    private static long? ReplicaIn(Dictionary<string, string> settings) =>
        long.TryParse(settings.GetValueOrDefault(JournalMeta.ReplicaNumber), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A damaged profile comes again with the next sync.</summary>
    private static string? ProfileIn(Dictionary<string, string> settings)
    {
        if (settings.GetValueOrDefault(JournalMeta.Profile) is not { } text) return null;
        try
        {
            return JsonSerializer.Deserialize(text, EngineJson.Default.StoreProfile) is null ? null : text;
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static List<object?[]> Carts(SqliteConnection connection)
    {
        try
        {
            return connection.List($"SELECT {CartColumns} FROM cart", row => Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetValue(i)).ToArray());
        }
        catch (SqliteException)
        {
            return [];
        }
    }

    private static long? Try(Func<long> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
