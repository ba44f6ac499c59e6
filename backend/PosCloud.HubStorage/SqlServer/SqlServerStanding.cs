using System.Data.Common;

namespace PosCloud.HubStorage.SqlServer;

/// <summary>What a server and one of its databases are, as far as the hub depends on it.</summary>
/// <param name="Release">15 is SQL Server 2019; says nothing on Azure.</param>
/// <param name="Level">The release like which the database works, times ten.</param>
internal sealed record SqlServerStanding(int EngineEdition, int Release, int Level, bool HasStatementVersions, bool HasTransactionVersions)
{
    public const int OldestRelease = 15;
    public const int LowestLevel = 150;

    // Azure SQL Database, Azure SQL Managed Instance: always newer than any release in a box.
    private const int AzureDatabase = 5;
    private const int AzureInstance = 8;

    public bool IsTooOld => EngineEdition is not (AzureDatabase or AzureInstance) && Release < OldestRelease;

    public bool HasRowVersions => HasStatementVersions && HasTransactionVersions;

    public static SqlServerStanding Of(DbDataReader row) => new(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetBoolean(3), row.GetBoolean(4));

    public static async Task<SqlServerStanding> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = SqlServerStatements.Standing;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Of(reader) : throw new InvalidOperationException("The server doesn't list the database it is connected to.");
    }
}
