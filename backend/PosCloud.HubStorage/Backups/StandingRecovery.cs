using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// Brings moves and revocations that a restored database lacks back from the <see cref="StandingLog"/> and lists each for a
/// person, with what the newest verified backup holds and it doesn't. Terminals that it doesn't know at all come back by
/// their certificates.
/// </summary>
internal static class StandingRecovery
{
    public static async Task<IReadOnlyList<string>> ApplyAsync(HubTransaction transaction, StandingLog log, string epoch)
    {
        var listed = new List<string>();
        foreach (var (terminal, noted) in log.ReadAll().OrderBy(s => s.Key.Value, StringComparer.Ordinal))
        {
            var found = await transaction.QueryAsync(
                "SELECT store, revoked_at FROM terminal WHERE terminal = @p0", row => (Store: row.GetString(0), Revoked: !row.IsDBNull(1)), terminal.Value);
            if (found.Count == 0) listed.Add($"{terminal} of store {noted.Store} was enrolled after the backup; it comes back when it next connects.");
            else listed.AddRange(await ApplyAsync(transaction, terminal, noted, found[0].Store, found[0].Revoked));
        }

        if (VerifiedBackupNote.Read(log.Folder) is { } verified) listed.AddRange(await verified.LackingAsync(transaction));
        for (var i = 0; i < listed.Count; i++)
        {
            await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
            {
                Id = $"restored/{epoch}/{i}",
                Kind = ExceptionKinds.Restored,
                Terminal = listed[i].Split(' ')[0],
                Detail = listed[i],
            });
        }

        return listed;
    }

    private static async Task<List<string>> ApplyAsync(HubTransaction transaction, TerminalId terminal, NotedStanding noted, string store, bool revoked)
    {
        var listed = new List<string>();
        if (noted.Revoked != revoked)
        {
            await transaction.ExecuteAsync(
                "UPDATE terminal SET revoked_at = @p1, revoked_by = @p2 WHERE terminal = @p0",
                terminal.Value, noted.Revoked ? noted.At.ToUnixTimeMilliseconds() : null, noted.Revoked ? noted.By : null);
            listed.Add($"{terminal} was {(noted.Revoked ? "revoked" : "admitted again")} by {noted.By} after the backup; that holds again.");
        }

        var isThere = await transaction.FirstAsync("SELECT store FROM store WHERE store = @p0", row => row.GetString(0), noted.Store.Value) is not null;
        if (noted.Store.Value == store) return listed;
        if (isThere)
        {
            await transaction.ExecuteAsync("UPDATE terminal SET store = @p1 WHERE terminal = @p0", terminal.Value, noted.Store.Value);
            await TerminalEnrolment.AssignAsync(transaction, terminal, noted.Store.Value);
        }

        listed.Add(isThere
            ? $"{terminal} was moved to store {noted.Store} after the backup; that holds again."
            : $"{terminal} was moved to store {noted.Store} after the backup, and the backup has no such store: add it, then move the terminal.");
        return listed;
    }
}
