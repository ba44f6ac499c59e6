namespace PosCloud.HubStorage;

/// <summary>Which database holds the hub's data.</summary>
public enum HubDatabaseKind
{
    /// <summary>A file in the data directory, used by one hub process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, used by any number of nodes.</summary>
    PostgreSql,

    /// <summary>SQL Server 2019 or newer or Azure SQL, used by any number of nodes.</summary>
    SqlServer,
}
