using System.IO.Compression;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;

namespace PosCloud.HubStorage.Bootstrap;

/// <summary>Makes a store's ready-made replica when one is due: one snapshot, one file, one builder at a time.</summary>
public sealed class BootstrapBuilder(HubDatabase database, BootstrapShelf shelf, Duty duty, HubStorageOptions options, TimeProvider clock)
{
    internal const string DutyName = "bootstrap";

    // Fast enough that the build is bound by SQLite; higher steps save a few per cent and cost many seconds.
    private const int BrotliQuality = 5;

    /// <summary>Looks at every store and makes what is due; answers what it made and how long each took.</summary>
    /// <exception cref="InvalidDataException">A store's rows are damaged; the others' files were made all the same.</exception>
    public async Task<IReadOnlyList<(BootstrapFile File, TimeSpan Took)>> BuildDueAsync(CancellationToken cancellationToken)
    {
        List<string> stores;
        await using (var snapshot = await database.OpenSnapshotAsync(cancellationToken))
            stores = await snapshot.QueryAsync("SELECT store FROM store ORDER BY store", row => row.GetString(0), cancellationToken);
        var built = new List<(BootstrapFile File, TimeSpan Took)>();
        InvalidDataException? damaged = null;
        foreach (var store in stores)
        {
            var began = clock.GetTimestamp();
            try
            {
                if (await BuildIfDueAsync(StoreId.Parse(store), cancellationToken) is { } file) built.Add((file, clock.GetElapsedTime(began)));
            }
            catch (InvalidDataException problem)
            {
                damaged ??= problem;
            }
        }

        if (damaged is not null) ExceptionDispatchInfo.Throw(damaged);
        return built;
    }

    /// <summary>Makes the store's file if one is due; null when none is, or while another node makes one.</summary>
    public async Task<BootstrapFile?> BuildIfDueAsync(StoreId store, CancellationToken cancellationToken)
    {
        if (!await IsDueAsync(store, cancellationToken) || !await duty.TakeAsync(DutyName, cancellationToken)) return null;
        try
        {
            // Another node may have made it between the first look and the taking of the duty.
            return await IsDueAsync(store, cancellationToken) ? await BuildAsync(store, cancellationToken) : null;
        }
        finally
        {
            await duty.ReleaseAsync(DutyName, CancellationToken.None);
        }
    }

    private async Task<bool> IsDueAsync(StoreId store, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var heads = await StreamHeads.ReadAsync(snapshot, store, cancellationToken);
        if (heads.Sum(h => h.RowCount) < options.BootstrapFromRows) return false;
        var epoch = await HubEpoch.CurrentAsync(snapshot, cancellationToken);
        var files = await BootstrapShelf.ListAsync(snapshot, store, cancellationToken);
        return epoch is not null && (await BootstrapChoice.OfAsync(snapshot, files, epoch, heads, clock.GetUtcNow(), cancellationToken)).IsDue;
    }

    private async Task<BootstrapFile> BuildAsync(StoreId store, CancellationToken cancellationToken)
    {
        var folder = EmptyFolder();
        try
        {
            var compact = Path.Combine(folder, "compact.db");
            var file = await WriteAsync(store, Path.Combine(folder, "build.db"), compact, cancellationToken);
            var packed = Path.Combine(folder, "packed.br");
            await PackAsync(compact, packed, cancellationToken);
            await using var content = File.OpenRead(packed);
            file = file with { Id = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)), Bytes = content.Length, UnpackedBytes = new FileInfo(compact).Length };
            content.Position = 0;
            await shelf.PutAsync(file, content, cancellationToken);
            return file;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What a killed builder left goes: the duty says that nobody works in it now.
    private string EmptyFolder()
    {
        var folder = Path.Combine(options.DataDirectory, "bootstrap");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    private async Task<BootstrapFile> WriteAsync(StoreId store, string path, string compact, CancellationToken cancellationToken)
    {
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var heads = await StreamHeads.ReadAsync(snapshot, store, cancellationToken);
        var epoch = await HubEpoch.CurrentAsync(snapshot, cancellationToken) ?? throw new InvalidOperationException("The database has no epoch; migrate it first.");
        var now = clock.GetUtcNow();
        var cursor = new StateCursor(epoch, store, StateReadKind.Complete, 0, heads.ToDictionary(h => h.Stream, h => new StreamPosition(h.Sequence, h.Floor))).ToString();
        using var build = new ReplicaBuild(path);
        foreach (var head in heads) await build.FillAsync(snapshot, head, cancellationToken);
        build.Finish(
            compact,
            [
                (ReplicaMeta.Cursor, cursor), (ReplicaMeta.HubEpoch, epoch), (ReplicaMeta.Schema, ReplicaBuild.Number(ProtocolVersions.Schema)),
                (ReplicaMeta.Store, store.Value), (ReplicaMeta.AsOf, ReplicaBuild.Number(now.ToUnixTimeMilliseconds())),
            ]);
        return new BootstrapFile("", store, ProtocolVersions.Schema, epoch, cursor, 0, 0, build.Rows, now);
    }

    private static async Task PackAsync(string source, string target, CancellationToken cancellationToken)
    {
        await using var plain = File.OpenRead(source);
        await using var packed = File.Create(target);
        await using var brotli = new BrotliStream(packed, new BrotliCompressionOptions { Quality = BrotliQuality });
        await plain.CopyToAsync(brotli, cancellationToken);
    }
}
