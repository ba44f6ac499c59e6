using System.Globalization;
using Microsoft.Data.Sqlite;
using PosCloud.Simulation.Hub;

namespace PosCloud.Simulation.Devices;

/// <summary>
/// Finds the replica file that serves. It stays open while its program runs: a file that gives way to another one has
/// another name, and parsing what the model asks of it takes longer than the answers.
/// </summary>
internal sealed class ReplicaFiles
{
    private SqlFile? _last;

    /// <summary>The file in this folder with the cursor that the engine tells; null when there is none.</summary>
    /// <param name="newest">
    /// Number of the one that the journal names. The one before may have the same cursor, and one behind it that is only being made.
    /// </param>
    public SqlFile? Find(string folder, string cursor, long newest)
    {
        if (_last is not null && File.Exists(_last.Path) && Cursor(_last) == cursor) return _last;
        Close();
        foreach (var path in Directory.GetFiles(folder, "replica-*.db").Where(path => Number(path) <= newest).OrderByDescending(Number))
        {
            var file = SqlFile.Read(path);
            if (Cursor(file) == cursor) return _last = file;
            file.Dispose();
        }

        return null;
    }

    public void Close()
    {
        _last?.Dispose();
        _last = null;
    }

    private static long Number(string path) => long.Parse(Path.GetFileNameWithoutExtension(path)["replica-".Length..], CultureInfo.InvariantCulture);

    private static string? Cursor(SqlFile file)
    {
        try
        {
            return file.Text("SELECT value FROM _meta WHERE key = 'cursor'");
        }
        catch (SqliteException)
        {
            // Damaged, or not finished; it serves nobody.
            return null;
        }
    }
}
