using PosCloud.TestKit.Databases;

namespace PosCloud.DevTools.Up;

/// <summary>What was asked of <c>up</c>.</summary>
/// <param name="Nodes">Hub processes.</param>
/// <param name="Database"><c>sqlite</c> or <c>postgresql</c>.</param>
internal sealed record UpOptions(string DataFolder, int Terminals, bool Fresh, int PortBase, bool Live, int Nodes, string Database)
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";
    public const int MostNodes = 3;

    public bool HasServer => Database == PostgreSql;

    /// <summary>Why that can't be had, and what would help; null when it can.</summary>
    public string? Problem() => this switch
    {
        { Nodes: > 1, HasServer: false } => "Several nodes share one database, and a SQLite file serves one process: add --database postgresql.",
        { HasServer: true } when PostgresCluster.Missing is { } missing => $"--database postgresql: {missing}",
        { HasServer: true } when ClosedFolder() is { } closed =>
            $"--database postgresql: started by root, PostgreSQL runs as a user of its own, who may not enter {closed}: give --data a folder that everybody may enter, as /var/tmp/poscloud.",
        { Nodes: > 1 } when RedisServer.Missing is { } missing => $"--nodes {Nodes}: {missing}",
        _ => null,
    };

    /// <summary>The first folder on the way to the data that others may not enter; null when they may enter all, or needn't.</summary>
    private string? ClosedFolder()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        string? closed = null;
        for (var folder = new DirectoryInfo(DataFolder); folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && !File.GetUnixFileMode(folder.FullName).HasFlag(UnixFileMode.OtherExecute))
            {
                closed = folder.FullName;
            }
        }

        return closed;
    }
}
