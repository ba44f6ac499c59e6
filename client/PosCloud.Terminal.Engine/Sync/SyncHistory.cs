using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>The last syncs, kept for the panel and for whoever has to find out why something was late.</summary>
internal static class SyncHistory
{
    private const int Kept = 200;

    public static void Add(JournalSession session, SyncReport report)
    {
        session.Sql.Run(
            """
            INSERT INTO sync_attempt(at, milliseconds, cause, uploaded, downloaded, bytes_up, bytes_down, error)
            VALUES ($at, $milliseconds, $cause, $uploaded, $downloaded, $up, $down, $error)
            """,
            ("$at", report.StartedAt.ToUnixTimeMilliseconds()), ("$milliseconds", (long)report.Duration.TotalMilliseconds), ("$cause", report.Cause),
            ("$uploaded", report.Uploaded), ("$downloaded", report.Downloaded), ("$up", report.BytesUp), ("$down", report.BytesDown), ("$error", report.Error));
        session.Sql.Run("DELETE FROM sync_attempt WHERE id <= (SELECT MAX(id) FROM sync_attempt) - $kept", ("$kept", Kept));
    }

    public static List<SyncAttempt> Newest(TerminalJournal journal, int limit) => journal.Read(connection => connection.List(
        "SELECT at, milliseconds, cause, uploaded, downloaded, bytes_up, bytes_down, error FROM sync_attempt ORDER BY id DESC LIMIT $limit",
        row => new SyncAttempt(
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), TimeSpan.FromMilliseconds(row.GetInt64(1)), row.GetString(2), row.GetInt32(3),
            row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.TextOrNull(7)),
        ("$limit", limit)));
}
