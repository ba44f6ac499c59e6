using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Where an epoch of this journal begins: what stood through there is deleted, because a verified backup of the hub has it.
/// The chain goes on from its hash, numbers and receipts from its counts.
/// </summary>
/// <param name="Sequence">The last deleted fact; 0 while none is.</param>
/// <param name="Receipts">Receipt numbers among the deleted facts.</param>
/// <param name="Position">Position of the last deleted fact in the journal.</param>
internal sealed record JournalFloor(JournalSequence Sequence, Sha256Digest Chain, long Receipts, long Position)
{
    /// <summary>An epoch that is whole.</summary>
    public static JournalFloor None { get; } = new(JournalSequence.None, Sha256Digest.None, 0, 0);

    public bool IsNone => Sequence == JournalSequence.None;

    public static string KeyOf(JournalEpoch epoch) => JournalMeta.Floor + epoch.Value;

    public static JournalFloor Of(SqliteConnection connection, JournalEpoch epoch) =>
        Parse(connection.Scalar("SELECT value FROM meta WHERE key = $key", ("$key", KeyOf(epoch))) as string);

    public static JournalFloor Of(JournalTransaction transaction, JournalEpoch epoch) =>
        Parse(transaction.Scalar("SELECT value FROM meta WHERE key = $key", ("$key", KeyOf(epoch))) as string);

    /// <summary>All floors among the journal's settings, in the order of the journal; one that can't be read isn't there.</summary>
    public static IReadOnlyList<(JournalEpoch Epoch, JournalFloor Floor)> AllIn(IReadOnlyDictionary<string, string> settings)
    {
        var floors = new List<(JournalEpoch Epoch, JournalFloor Floor)>();
        foreach (var (key, text) in settings.Where(setting => setting.Key.StartsWith(JournalMeta.Floor, StringComparison.Ordinal)))
        {
            try
            {
                floors.Add((JournalEpoch.Parse(key[JournalMeta.Floor.Length..]), Parse(text)));
            }
            catch (Exception damaged) when (damaged is FormatException or JournalDamagedException)
            {
                // A damaged setting: what follows it can't be proved, and is saved to the file only.
            }
        }

        return [.. floors.OrderBy(floor => floor.Floor.Position)];
    }

    /// <exception cref="JournalDamagedException">It isn't a floor.</exception>
    public static JournalFloor Parse(string? text)
    {
        if (text is null) return None;
        var parts = text.Split(' ');
        return parts.Length == 4 && Number(parts[0]) is { } sequence && Number(parts[1]) is { } receipts && Number(parts[2]) is { } position
            && Sha256Digest.TryParse(parts[3], out var chain)
            ? new JournalFloor(new JournalSequence(sequence), chain, receipts, position)
            : throw new JournalDamagedException("it doesn't say where it begins.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence.Value} {Receipts} {Position} {Chain}");

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
