using Npgsql;

namespace PosCloud.HubStorage.PostgreSql;

/// <summary>What PostgreSQL's errors mean for the work that met them.</summary>
internal static class PostgreSqlErrors
{
    // Data exception, integrity constraint violation, program limit exceeded: the same data fails again.
    private static readonly string[] DataClasses = ["22", "23", "54"];

    /// <summary>Rights that are missing or a server that shuts down aren't the data's fault: nobody's facts may go to quarantine for it.</summary>
    public static bool IsTransient(Exception error) => error switch
    {
        PostgresException refused => !DataClasses.Contains(refused.SqlState[..2], StringComparer.Ordinal),
        NpgsqlException or TimeoutException or OperationCanceledException or IOException => true,
        _ => error.InnerException is { } inner && IsTransient(inner),
    };

    public static bool IsConflict(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable,
    } || (error.InnerException is { } inner && IsConflict(inner));
}
