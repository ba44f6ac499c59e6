using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Brings a journal to this program's format without a network: a copy is kept first, each step is one transaction, and a
/// step that fails leaves the file as it was. The program then goes on in the format before, as long as it knows that one.
/// </summary>
internal static class JournalUpgrade
{
    // Room beside the copy: the write-ahead log of a step, and some to go on selling.
    private const long Spare = 32L * 1024 * 1024;

    private const string WhatFactsAre = "SELECT COUNT(*) || '/' || COALESCE(MAX(position), 0) || '/' || COALESCE(SUM(LENGTH(payload)), 0) FROM fact";

    /// <returns>Why the journal stays in an older format, for people; null when it has the newest.</returns>
    /// <exception cref="JournalNotUpgradedException">It failed, and this program doesn't know the format in which the file stays.</exception>
    public static string? Run(SqliteConnection connection, DataFolder folder, JournalOptions options)
    {
        var steps = options.Migrations.Where(step => step.To > JournalSchema.FormatOf(connection)).OrderBy(step => step.To).ToList();
        if (steps.Count == 0) return null;
        try
        {
            if (connection.Scalar("SELECT 1 FROM fact LIMIT 1") is not null) Keep(connection, folder, steps[^1].To, options);
            foreach (var step in steps) Apply(connection, step);
            return null;
        }
        catch (SqliteException problem) when (!problem.IsUnreadable())
        {
            return Stayed(connection, steps[^1].To, problem.IsDiskFull() ? "the disk is full" : problem.Message.TrimEnd('.'), options);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return Stayed(connection, steps[^1].To, problem.Message.TrimEnd('.'), options);
        }
    }

    private static string Stayed(SqliteConnection connection, long newest, string why, JournalOptions options)
    {
        var format = JournalSchema.FormatOf(connection);
        if (format < options.OldestFormat) throw new JournalNotUpgradedException(format, newest, why);
        return $"The journal could not be brought to format {newest}: {why}. It stays in format {format}, nothing in it was changed, and sales go on.";
    }

    /// <summary>The journal as it is now, whole and in one file; of such copies only the newest is kept.</summary>
    private static void Keep(SqliteConnection connection, DataFolder folder, long format, JournalOptions options)
    {
        var needed = (2 * new FileInfo(folder.Journal).Length) + Spare;
        if (options.FreeBytes(folder.Path) is var free && free < needed)
            throw new IOException($"it needs {needed >> 20} MB of free space, {free >> 20} MB are there");
        var (kept, draft) = (folder.BeforeFormat(format), folder.BeforeFormat(format) + ".part");
        File.Delete(draft);
        connection.Run("VACUUM INTO $file", ("$file", draft));
        using (var file = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        foreach (var older in folder.KeptBeforeUpgrades()) File.Delete(older);
        File.Move(draft, kept, overwrite: true);
    }

    private static void Apply(SqliteConnection connection, JournalMigration step) => PreparedTransaction.Write(connection, () =>
    {
        var before = connection.Scalar(WhatFactsAre) as string;
        step.Run(connection);
        if (connection.Scalar(WhatFactsAre) as string != before) throw new InvalidOperationException("the step changed facts, which none may.");
        connection.Run($"PRAGMA user_version={step.To}");
    });
}
