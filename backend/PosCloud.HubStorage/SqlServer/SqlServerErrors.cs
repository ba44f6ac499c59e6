using Microsoft.Data.SqlClient;

namespace PosCloud.HubStorage.SqlServer;

/// <summary>What SQL Server's errors mean for the work that met them.</summary>
internal static class SqlServerErrors
{
    // NULL refused, constraint, duplicate key, too long (two numbers), out of range (four), not a number, not convertible:
    // the same data fails again.
    private static readonly HashSet<int> DataErrors = [515, 547, 2601, 2627, 2628, 8152, 220, 232, 8115, 8134, 8114, 245, 1946, 511];

    // Deadlock victim, lock time-out, update conflict of a snapshot, database changed under a snapshot.
    private static readonly HashSet<int> Conflicts = [1205, 1222, 3960, 3961];

    /// <summary>Rights that are missing or a server that shuts down aren't the data's fault: nobody's facts may go to quarantine for it.</summary>
    public static bool IsTransient(Exception error) => error switch
    {
        SqlException refused => !Numbers(refused).Any(IsOfData),
        // The client's words for a transaction that the server has ended already, and for a pool without a free connection.
        InvalidOperationException { Source: "Core Microsoft SqlClient Data Provider" or "Microsoft.Data.SqlClient" } => true,
        TimeoutException or OperationCanceledException or IOException => true,
        _ => error.InnerException is { } inner && IsTransient(inner),
    };

    public static bool IsConflict(Exception error) =>
        (error is SqlException refused && Numbers(refused).Any(IsConflict)) || (error.InnerException is { } inner && IsConflict(inner));

    internal static bool IsOfData(int number) => DataErrors.Contains(number);

    internal static bool IsConflict(int number) => Conflicts.Contains(number);

    // One exception carries all that a batch reported, and the decisive one isn't always first.
    private static IEnumerable<int> Numbers(SqlException error) => error.Errors.Cast<SqlError>().Select(e => e.Number).Append(error.Number);
}
