using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>What intake needs to know of a terminal.</summary>
/// <param name="Assigned">All stores it was ever assigned to: facts of an earlier store may arrive after a move.</param>
internal sealed record TerminalStanding(StoreId Store, bool Revoked, IReadOnlySet<StoreId> Assigned)
{
    public static async Task<TerminalStanding?> ReadAsync(HubTransaction transaction, TerminalId terminal)
    {
        var found = await transaction.QueryAsync(
            "SELECT store, revoked_at FROM terminal WHERE terminal = @p0",
            row => (Store: StoreId.Parse(row.GetString(0)), Revoked: !row.IsDBNull(1)),
            terminal.Value);
        if (found.Count == 0) return null;
        var assigned = await transaction.QueryAsync(
            "SELECT store FROM assignment WHERE terminal = @p0", row => StoreId.Parse(row.GetString(0)), terminal.Value);
        return new TerminalStanding(found[0].Store, found[0].Revoked, assigned.ToHashSet());
    }
}
