namespace PosCloud.HubStorage;

/// <summary>Which database holds the hub's data.</summary>
public enum HubDatabaseKind
{
    /// <summary>A file in the data directory, used by one hub process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, used by any number of nodes.</summary>
    PostgreSql,

    /// <summary>Known to the configuration; this release can't use it yet and says so at start.</summary>
    SqlServer,
}
