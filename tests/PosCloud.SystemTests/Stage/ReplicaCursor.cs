using Microsoft.Data.Sqlite;

namespace PosCloud.SystemTests.Stage;

/// <summary>Where a terminal's replica stands, taken away from it: its next sync begins with a ready-made replica.</summary>
internal static class ReplicaCursor
{
    public static void Forget(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "replica-*.db"))
        {
            using var replica = new SqliteConnection($"Data Source={file};Pooling=False");
            replica.Open();
            using var command = replica.CreateCommand();
            command.CommandText = "UPDATE _meta SET value = 'unreadable' WHERE key = 'cursor'";
            try
            {
                command.ExecuteNonQuery();
            }
            catch (SqliteException)
            {
                // Half of a replica that a kill left; the terminal deletes it.
            }
        }
    }
}
