using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Tables;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>
/// Turns a fetched file into a replica and checks everything about it before anybody reads it: the hash of the bytes, the
/// pages, the description, and each stream's count and checksum row by row.
/// </summary>
internal static class ReplicaUnpacking
{
    // Rows between two reports and looks at the cancellation.
    private const int Report = 20_000;

    /// <param name="packed">The file as fetched.</param>
    /// <param name="target">Where the replica goes; nobody reads it yet.</param>
    /// <exception cref="InvalidDataException">It isn't what the hub offered.</exception>
    /// <exception cref="IOException">The disk can't take it.</exception>
    public static ReplicaState Run(string packed, BootstrapOffer offer, string target, Action<long> rowsChecked, CancellationToken cancellation)
    {
        using (var content = File.OpenRead(packed))
        {
            if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(content)), offer.File, StringComparison.Ordinal))
                throw new InvalidDataException("The fetched file isn't the one that the hub offered.");
            content.Position = 0;
            try
            {
                Unpack(content, target, offer.UnpackedBytes, cancellation);
            }
            catch (InvalidOperationException problem)
            {
                // What the decoder says of bytes that aren't Brotli.
                throw new InvalidDataException("The fetched file can't be unpacked.", problem);
            }
        }

        try
        {
            return Checked(target, rowsChecked, cancellation);
        }
        catch (SqliteException problem) when (problem.IsDamage())
        {
            throw new InvalidDataException("The fetched replica can't be read.", problem);
        }
    }

    private static ReplicaState Checked(string target, Action<long> rowsChecked, CancellationToken cancellation)
    {
        using var replica = SqliteFile.Open(target, FileUse.Read);
        if (replica.Scalar("PRAGMA quick_check(1)") as string != "ok") throw new InvalidDataException("The fetched replica has damaged pages.");
        var state = ReplicaState.Read(replica) ?? throw new InvalidDataException("The fetched replica has no description.");
        if (state.Schema != ProtocolVersions.Schema) throw new InvalidDataException($"The fetched replica has schema {state.Schema}, not {ProtocolVersions.Schema}.");
        CheckRows(replica, rowsChecked, cancellation);
        return state;
    }

    private static void Unpack(Stream packed, string target, long length, CancellationToken cancellation)
    {
        SqliteFile.Delete(target);
        using var plain = new BrotliStream(packed, CompressionMode.Decompress, leaveOpen: true);
        using var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[Math.Clamp(length + 1, 1, 1024 * 1024)];
        long written = 0;
        for (int read; (read = plain.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; written += read)
        {
            cancellation.ThrowIfCancellationRequested();
            if (written + read > length) throw new InvalidDataException("More comes out of the fetched file than the hub said.");
            file.Write(buffer, 0, read);
        }

        if (written != length) throw new InvalidDataException("Less comes out of the fetched file than the hub said.");
        file.Flush(flushToDisk: true);
    }

    private static void CheckRows(SqliteConnection replica, Action<long> rowsChecked, CancellationToken cancellation)
    {
        var sums = new Dictionary<string, (long Count, long Checksum)>(StringComparer.Ordinal);
        long rows = 0;
        foreach (var table in SyncedTables.All)
        {
            var keys = string.Join(", ", table.Columns.Take(table.KeyLength).Select(c => c.Name));
            using var command = replica.Command($"SELECT _stream, _seq, _hash, {keys} FROM {table.Name}");
            using var row = command.ExecuteReader();
            var key = new object?[table.KeyLength];
            while (row.Read())
            {
                for (var i = 0; i < key.Length; i++) key[i] = row.GetValue(3 + i);
                var stream = row.GetString(0);
                var (count, checksum) = sums.GetValueOrDefault(stream);
                sums[stream] = (count + 1, unchecked(checksum + RowChecksum.Of(table.Name, RowJson.KeyOf(table, key), row.GetInt64(1), row.GetInt64(2))));
                if (++rows % Report != 0) continue;
                cancellation.ThrowIfCancellationRequested();
                rowsChecked(rows);
            }
        }

        foreach (var (stream, count, checksum) in replica.List("SELECT stream, row_count, checksum FROM _head", row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))))
        {
            if (sums.GetValueOrDefault(stream) != (count, checksum)) throw new InvalidDataException($"Stream {stream} of the fetched replica doesn't add up.");
            sums.Remove(stream);
        }

        if (sums.Count > 0) throw new InvalidDataException($"The fetched replica has rows of {sums.Keys.First()}, which it doesn't list.");
        rowsChecked(rows);
    }
}
