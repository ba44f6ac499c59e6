namespace PosCloud.HubStorage.Carrying;

/// <summary>
/// Up to when an engine that stamps rows with a clock may believe it has seen everything. A row's stamp is when its
/// transaction began, not when it became visible; so nothing newer than the oldest open transaction may count as read.
/// </summary>
public static class HubWatermark
{
    /// <summary>
    /// Milliseconds taken off: a transaction shows itself a moment after it took its stamp. Rows of that moment travel twice,
    /// which changes nothing.
    /// </summary>
    public const int MarginMilliseconds = 50;

    /// <summary>Stamps are milliseconds of the transaction's start.</summary>
    public static readonly string PostgreSql = $"""
        SELECT (floor(extract(epoch FROM least(now(), min(xact_start))) * 1000) - {MarginMilliseconds})::bigint
        FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
        """;

    /// <summary>Stamps are row versions, given out when a row is written.</summary>
    public const string SqlServer = "SELECT CONVERT(bigint, MIN_ACTIVE_ROWVERSION()) - 1";

    /// <summary>Null where no such engine can work.</summary>
    public static string? Sql(HubDatabaseKind kind) => kind switch
    {
        HubDatabaseKind.PostgreSql => PostgreSql,
        HubDatabaseKind.SqlServer => SqlServer,
        _ => null,
    };
}
