using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage;

/// <summary>Notes who did what, in the transaction that did it.</summary>
public static class AuditLog
{
    /// <param name="at">When it was done; null for now.</param>
    public static Task<int> WriteAsync(HubTransaction transaction, string actor, string action, string detail, string? store = null, string? target = null, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.ExecuteAsync(
            "INSERT INTO audit (id, at, actor, action, store, target, detail) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
            Guid.CreateVersion7(transaction.Now).ToString("D"), at?.ToUnixTimeMilliseconds() ?? transaction.NowMilliseconds, actor, action, store, target, detail);
    }
}
