using PosCloud.HubStorage.PostgreSql;
using PosCloud.HubStorage.Sqlite;
using PosCloud.HubStorage.SqlServer;

namespace PosCloud.HubStorage;

/// <summary>Opens the database that the settings name.</summary>
public static class HubDatabases
{
    /// <param name="options">Checked before: <see cref="HubStorageOptionsCheck"/>.</param>
    public static HubDatabase Open(HubStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Kind switch
        {
            HubDatabaseKind.Sqlite => SqliteHubDatabase.Of(options),
            HubDatabaseKind.PostgreSql => new PostgreSqlHubDatabase(options),
            HubDatabaseKind.SqlServer => new SqlServerHubDatabase(options),
            _ => throw new NotSupportedException(Unknown(options)),
        };
    }

    /// <summary>Why this database can't be used with these settings, in words without secrets; null when it can.</summary>
    internal static string? Problem(HubStorageOptions options) => options.Kind switch
    {
        HubDatabaseKind.Sqlite => null,
        HubDatabaseKind.PostgreSql => PostgreSqlHubDatabase.Problem(options),
        HubDatabaseKind.SqlServer => SqlServerConnectionText.Problem(options),
        _ => Unknown(options),
    };

    private static string Unknown(HubStorageOptions options) => $"{nameof(options.Database)}: there is no database {options.Kind}; use Sqlite, PostgreSql or SqlServer.";
}
