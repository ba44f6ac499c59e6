using Microsoft.EntityFrameworkCore;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol.Errors;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Takes facts of a newer release out of quarantine once the hub is that release. While nodes of both releases run, the
/// older ones may still put such facts there, so this is asked again from time to time.
/// </summary>
public sealed class FutureReplay(HubDatabase database, QuarantineReplay quarantine)
{
    private const int Page = 500;

    /// <summary>Replays, in journal order, all that wait for a release and can be read by this one.</summary>
    public async Task<FutureReplayed> RunAsync(CancellationToken cancellationToken)
    {
        var moved = new List<PublishedStream>();
        var (applied, waiting) = (0, 0);
        while (true)
        {
            var page = await ReadAsync(waiting, cancellationToken);
            foreach (var (id, isReadable) in page)
            {
                // What can't be applied either gets the code that says why; only what can't be read keeps its place in the list.
                if (!isReadable) waiting++;
                else if (await quarantine.ReplayAsync(id, by: null, cancellationToken) is { Done: true } outcome)
                {
                    applied++;
                    moved.AddRange(outcome.Moved);
                }
            }

            if (page.Count < Page) return new FutureReplayed(applied, waiting, moved);
        }
    }

    private async Task<List<(string Id, bool IsReadable)>> ReadAsync(int skip, CancellationToken cancellationToken)
    {
        var code = QuarantineText.Code(QuarantineCode.Future);
        await using var snapshot = await database.OpenSnapshotAsync(cancellationToken);
        var rows = await (
            from q in snapshot.Context.Quarantine.AsNoTracking()
            join f in snapshot.Context.Facts on new { q.Terminal, q.Epoch, q.Branch, q.Sequence } equals new { f.Terminal, f.Epoch, f.Branch, f.Sequence }
            where q.ReplayedAt == null && q.Code == code
            orderby q.Terminal, q.Epoch, q.Branch, q.Sequence
            select new { q.Id, f.Type, f.Version }).Skip(skip).Take(Page).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Id, FactCodec.Readable.Contains((row.Type ?? "", row.Version))))];
    }
}
