using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>
/// Puts a new device in the place of a terminal: it keeps the terminal's code and history and begins a journal epoch of its
/// own, so that no receipt number of the old device comes again. The old device's key lets nobody in any more; what it still
/// holds comes by <c>export-journal</c>.
/// </summary>
internal static class TerminalReplacement
{
    public static async Task<EnrolmentOutcome> RunAsync(
        HubTransaction transaction, TerminalId terminal, StoreId store, string publicKey, string machine, string program, string codeHash)
    {
        var before = await transaction.FirstAsync("SELECT epoch FROM terminal WHERE terminal = @p0", row => JournalEpoch.Parse(row.GetString(0)), terminal.Value);
        // The same code gives the same epoch, should its answer be lost.
        var epoch = await EpochGiver.GiveAsync(transaction, terminal, before, "replaced:" + codeHash);
        await transaction.ExecuteAsync(
            "UPDATE terminal SET store = @p1, machine = @p2, program = @p3, epoch = @p4, enrolled_at = @p5, revoked_at = NULL, revoked_by = NULL WHERE terminal = @p0",
            terminal.Value, store.Value, machine, program, epoch.Value, transaction.NowMilliseconds);
        var newest = await transaction.FirstAsync(
            "SELECT MAX(added_at) FROM terminal_key WHERE terminal = @p0", row => row.IsDBNull(0) ? 0 : row.GetInt64(0), terminal.Value);
        await transaction.ExecuteAsync(
            "UPDATE terminal_key SET removed_at = @p1 WHERE terminal = @p0 AND removed_at IS NULL", terminal.Value, transaction.NowMilliseconds);
        await transaction.ExecuteAsync(
            "INSERT INTO terminal_key (terminal, added_at, public_key) VALUES (@p0, @p1, @p2)",
            terminal.Value, Math.Max(transaction.NowMilliseconds, newest + 1), publicKey);
        await AuditLog.WriteAsync(transaction, "device", "replace", $"{machine} took the place of terminal {terminal}; it goes on in epoch {epoch}.", store.Value, terminal.Value);
        return new EnrolmentOutcome.Enrolled(terminal, store, epoch);
    }
}
