using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Bootstrap;

/// <summary>
/// Where ready-made replicas lie: in the database, in pieces, so that every node hands out the same bytes and a backup of
/// the database needs no folder beside it. A file is visible once all of its pieces are there.
/// </summary>
public sealed class BootstrapShelf(HubDatabase database, HubWriter writer)
{
    /// <summary>Length of a piece: short enough that selling never waits for one to be written.</summary>
    public const int PartBytes = 512 * 1024;

    /// <summary>Files of a store that are kept: the newest, and the one before for terminals in the middle of it.</summary>
    private const int Kept = 2;

    private const string OfStore =
        $"SELECT {BootstrapFile.Columns} FROM bootstrap_file WHERE store = @p0 AND schema_version = @p1 ORDER BY built_at DESC, id";

    /// <summary>The store's files of this release's schema, newest first.</summary>
    public async Task<IReadOnlyList<BootstrapFile>> ListAsync(StoreId store, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        return await ListAsync(snapshot, store, cancellationToken);
    }

    /// <summary>The file, if it is one of this store; null also when it was replaced meanwhile.</summary>
    public async Task<BootstrapFile?> FindAsync(string id, StoreId store, CancellationToken cancellationToken)
    {
        // Names are hashes; whatever else is asked for never reaches the database.
        if (id.Length != 2 * Sha256Digest.Length || !id.All(char.IsAsciiHexDigitLower)) return null;
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.QueryAsync(
            $"SELECT {BootstrapFile.Columns} FROM bootstrap_file WHERE id = @p0 AND store = @p1", BootstrapFile.Read, cancellationToken, id, store.Value);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The file's bytes, at any position and piece by piece.</summary>
    public BootstrapStream Open(BootstrapFile file) => new(this, file);

    internal static Task<List<BootstrapFile>> ListAsync(ReadSnapshot snapshot, StoreId store, CancellationToken cancellationToken) =>
        snapshot.QueryAsync(OfStore, BootstrapFile.Read, cancellationToken, store.Value, ProtocolVersions.Schema);

    /// <exception cref="IOException">The piece isn't there any more: the file was replaced.</exception>
    internal async Task<byte[]> ReadPartAsync(BootstrapFile file, long number, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var found = await snapshot.QueryAsync(
            "SELECT content FROM bootstrap_part WHERE file_id = @p0 AND number = @p1", row => (byte[])row.GetValue(0), cancellationToken, file.Id, number);
        return found.Count == 1 ? found[0] : throw new IOException($"Piece {number} of {file.Id} is gone.");
    }

    /// <summary>Stores a finished file piece by piece, then shows it, then removes what it replaces.</summary>
    /// <param name="packed">The compressed bytes from their beginning.</param>
    /// <exception cref="IOException">Another builder took this one for lost and removed its pieces.</exception>
    internal async Task PutAsync(BootstrapFile file, Stream packed, CancellationToken cancellationToken)
    {
        await RemovePiecesWithoutFileAsync(cancellationToken);
        var buffer = new byte[Math.Min(PartBytes, file.Bytes)];
        for (long number = 0; await packed.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is var read and > 0; number++)
        {
            var (piece, at) = (buffer[..read], number);
            await writer.RunAsync(
                transaction => transaction.ExecuteAsync(
                    transaction.Database.InsertIfAbsent("bootstrap_part", ["file_id", "number", "content"], keyLength: 2), file.Id, at, piece),
                cancellationToken);
        }

        await writer.RunAsync(transaction => ShowAsync(transaction, file), cancellationToken);
        await RemoveReplacedAsync(file, cancellationToken);
    }

    private static async Task ShowAsync(HubTransaction transaction, BootstrapFile file)
    {
        await LockDutyAsync(transaction);
        var pieces = await transaction.FirstAsync("SELECT CAST(COUNT(*) AS BIGINT) FROM bootstrap_part WHERE file_id = @p0", row => row.GetInt64(0), file.Id);
        if (pieces * PartBytes < file.Bytes) throw new IOException($"Another builder removed pieces of {file.Id}: it took this one for lost.");
        await transaction.ExecuteAsync(
            transaction.Database.InsertIfAbsent("bootstrap_file", BootstrapFile.Columns.Split(", "), keyLength: 1),
            file.Id, file.Store.Value, file.Schema, file.HubEpoch, file.ReplicaCursor, file.Bytes, file.UnpackedBytes, file.Rows, file.BuiltAt.ToUnixTimeMilliseconds());
    }

    private Task RemoveReplacedAsync(BootstrapFile newest, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var ids = await transaction.QueryAsync(
                "SELECT id, schema_version, hub_epoch FROM bootstrap_file WHERE store = @p0 ORDER BY built_at DESC, id",
                row => (Id: row.GetString(0), Usable: row.GetInt32(1) == newest.Schema && row.GetString(2) == newest.HubEpoch), newest.Store.Value);
            var keep = ids.Where(f => f.Usable).Take(Kept).Select(f => f.Id).Append(newest.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var (id, _) in ids.Where(f => !keep.Contains(f.Id)))
            {
                await transaction.ExecuteAsync("DELETE FROM bootstrap_file WHERE id = @p0", id);
                await transaction.ExecuteAsync("DELETE FROM bootstrap_part WHERE file_id = @p0", id);
            }
        },
        cancellationToken);

    // A builder that was killed leaves pieces. One that was only slow finds out before it shows its file.
    private Task RemovePiecesWithoutFileAsync(CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            await LockDutyAsync(transaction);
            await transaction.ExecuteAsync("DELETE FROM bootstrap_part WHERE file_id NOT IN (SELECT id FROM bootstrap_file)");
        },
        cancellationToken);

    /// <summary>One after the other: pieces aren't removed while it is looked whether they are there.</summary>
    private static Task LockDutyAsync(HubTransaction transaction) => transaction.LockAsync("duty", "name", "name = @p0", BootstrapBuilder.DutyName);
}
