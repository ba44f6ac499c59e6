using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage;

/// <summary>
/// Work that one node at a time does, so that it isn't done twice. Only waste is prevented: what a duty guards must be
/// right also when two nodes hold it, because a holder that was believed lost may come back.
/// </summary>
public sealed class Duty(HubWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(2);
    private readonly string _holder = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>Takes the duty, or keeps it; false while another node has it.</summary>
    public Task<bool> TakeAsync(string name, CancellationToken cancellationToken) => writer.RunAsync(
        async transaction =>
        {
            var until = (transaction.Now + Held).ToUnixTimeMilliseconds();
            var added = await transaction.ExecuteAsync(
                transaction.Database.InsertIfAbsent("duty", ["name", "holder", "held_until"], keyLength: 1), name, _holder, until);
            return added == 1 || await transaction.ExecuteAsync(
                "UPDATE duty SET holder = @p1, held_until = @p2 WHERE name = @p0 AND (holder = @p1 OR held_until < @p3 OR held_until > @p4)",
                // Nobody holds it for that long: the holder's clock was far ahead, and it may be years until that moment.
                name, _holder, until, transaction.NowMilliseconds, (transaction.Now + (2 * Held)).ToUnixTimeMilliseconds()) == 1;
        },
        cancellationToken);

    public Task<int> ReleaseAsync(string name, CancellationToken cancellationToken) => writer.RunAsync(
        transaction => transaction.ExecuteAsync("DELETE FROM duty WHERE name = @p0 AND holder = @p1", name, _holder), cancellationToken);
}
