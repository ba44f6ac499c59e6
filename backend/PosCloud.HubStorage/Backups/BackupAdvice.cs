namespace PosCloud.HubStorage.Backups;

/// <summary>What an operator runs where the database has its own tools for backups.</summary>
internal static class BackupAdvice
{
    public static string ToMake(string database, string name) =>
        $"The hub has noted that the backup {name} begins now. {database} is backed up by its own tool: {Tool(database)}. "
        + $"Restore it somewhere once to see that it can be, then run 'backup {name} --verified'.";

    public static string ToRestore(string database, string name) =>
        $"{database} is restored by its own tool: stop every node of the hub, restore {name} ({RestoreTool(database)}), "
        + $"then run 'restore {name} --restored', which begins the new history, and start the nodes.";

    private static string Tool(string database) => database switch
    {
        "PostgreSQL" => "pg_dump --format=custom, or a base backup with archived logs",
        _ => "BACKUP DATABASE … WITH CHECKSUM",
    };

    private static string RestoreTool(string database) => database switch
    {
        "PostgreSQL" => "pg_restore --clean",
        _ => "RESTORE DATABASE",
    };
}
