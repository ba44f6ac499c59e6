using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Ledger;

/// <summary>Reads and locks rows of <c>terminal_applied</c>.</summary>
internal static class AppliedTable
{
    public static string Text(IEnumerable<long> sequences) =>
        string.Join(',', sequences.Order().Select(s => s.ToString(CultureInfo.InvariantCulture)));

    public static SortedSet<long> Sequences(string text) => text.Length == 0
        ? []
        : [.. text.Split(',').Select(s => long.Parse(s, NumberStyles.None, CultureInfo.InvariantCulture))];

    /// <summary>The row, locked until commit; null when the branch has no row for that store yet.</summary>
    public static Task<AppliedProgress?> LockAsync(HubTransaction transaction, AppliedKey key) => transaction.FirstAsync(
        transaction.Database.SelectLocked(
            "through, chain_hash, quarantined, version", "terminal_applied", "store = @p0 AND terminal = @p1 AND epoch = @p2 AND branch = @p3"),
        row => new AppliedProgress(key, row.GetInt64(0), row.GetString(1), Sequences(row.GetString(2)), row.GetInt64(3)),
        key.Store.Value, key.Terminal.Value, key.Epoch.Value, key.Branch);

    /// <summary>
    /// The row of a branch that has facts of that store, not written yet; null when there's one. It stands right before the
    /// branch's first fact of the store, so that facts which were in quarantine before are counted as not applied. Only who
    /// holds the journal's lock makes rows, so none can appear meanwhile.
    /// </summary>
    public static async Task<AppliedProgress?> BeginAsync(HubTransaction transaction, AppliedKey key)
    {
        var version = await transaction.FirstAsync(
            "SELECT version FROM terminal_applied WHERE store = @p0 AND terminal = @p1 AND epoch = @p2 AND branch = @p3",
            row => (long?)row.GetInt64(0),
            key.Store.Value, key.Terminal.Value, key.Epoch.Value, key.Branch);
        return version is null ? await NewAsync(transaction, key) : null;
    }

    /// <summary>The row, locked until commit; a new one as <see cref="BeginAsync"/> makes it when there's none.</summary>
    public static async Task<AppliedProgress> LockOrBeginAsync(HubTransaction transaction, AppliedKey key) =>
        await LockAsync(transaction, key) ?? await NewAsync(transaction, key);

    private static async Task<AppliedProgress> NewAsync(HubTransaction transaction, AppliedKey key)
    {
        var first = await transaction.FirstAsync(
            "SELECT MIN(sequence) FROM fact WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND store = @p3",
            row => row.IsDBNull(0) ? 0 : row.GetInt64(0),
            key.Terminal.Value, key.Epoch.Value, key.Branch, key.Store.Value);
        if (first == 0) throw new InvalidOperationException($"Branch '{key.Branch}' of {key.Terminal} has no fact of store {key.Store}.");
        return new AppliedProgress(key, first - 1, (await ChainBeforeAsync(transaction, key, first)).ToString(), [], 0);
    }

    private static async Task<Sha256Digest> ChainBeforeAsync(HubTransaction transaction, AppliedKey key, long sequence)
    {
        var before = await transaction.FirstAsync(
            "SELECT chain_hash FROM fact WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            row => (byte[])row[0],
            key.Terminal.Value, key.Epoch.Value, key.Branch, sequence - 1);
        before ??= await transaction.FirstAsync(
            "SELECT start_previous FROM terminal_head WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2",
            row => (byte[])row[0],
            key.Terminal.Value, key.Epoch.Value, key.Branch);
        return Sha256Digest.FromBytes(before ?? throw new InvalidOperationException($"Branch '{key.Branch}' of {key.Terminal} has no beginning."));
    }
}
