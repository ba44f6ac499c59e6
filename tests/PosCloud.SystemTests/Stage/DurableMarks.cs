using Microsoft.Data.Sqlite;

namespace PosCloud.SystemTests.Stage;

/// <summary>What a terminal that isn't running has noted of the hub's verified backups.</summary>
internal static class DurableMarks
{
    /// <summary>Lets time go by since the hub spoke of them.</summary>
    public static void MoveBack(string folder, TimeSpan time)
    {
        using var journal = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Pooling=False");
        journal.Open();
        using var command = journal.CreateCommand();
        command.CommandText = "UPDATE durable_mark SET hub_time = hub_time - $time";
        command.Parameters.AddWithValue("$time", (long)time.TotalMilliseconds);
        command.ExecuteNonQuery();
    }
}
