using System.Data.Common;
using Dotmim.Sync;
using Dotmim.Sync.Builders;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Carrying;
using PosCloud.Protocol.Carrying;

namespace PosCloud.Hub.Dotmim;

/// <summary>
/// Watches what Dotmim reads: up to when it may believe it has seen everything, that all tables are of one moment, and
/// that no row leaves which the terminal may not see.
/// </summary>
internal sealed class RowGuard(TerminalCaller caller, CarriedScope scope, HubDatabaseKind database, HubRepairs repairs)
{
    private readonly CarriedRows _rows = new(caller.Terminal, caller.Store);
    private bool _inSnapshot;

    public void Attach(RemoteOrchestrator orchestrator)
    {
        if (repairs.Watermark) orchestrator.OnLocalTimestampLoading(AskForWatermark);
        if (scope.IsUp) return;
        if (repairs.OwnFilter) orchestrator.OnExecuteCommand(OverwriteFilter);
        if (repairs.OwnRowsOnly) orchestrator.OnRowsChangesSelected(KeepOwn);
        if (!repairs.Snapshot) return;
        orchestrator.OnDatabaseChangesSelecting(BeginAsync);
        orchestrator.OnDatabaseChangesSelected(EndAsync);
    }

    // Methods throughout, and no lambdas: the test that compiles these sources without Dotmim can look into methods only.
    private void AskForWatermark(LocalTimestampLoadingArgs args) => args.Command.CommandText = HubWatermark.Sql(database);

    private void OverwriteFilter(ExecuteCommandArgs args)
    {
        if (args.CommandType is not (DbCommandType.SelectChanges or DbCommandType.SelectInitializedChanges
            or DbCommandType.SelectChangesWithFilters or DbCommandType.SelectInitializedChangesWithFilters)) return;
        foreach (DbParameter parameter in args.Command.Parameters)
        {
            if (parameter.ParameterName.TrimStart('@') == CarriedScope.StoreParameter) parameter.Value = caller.Store.Value;
        }
    }

    private void KeepOwn(RowsChangesSelectedArgs args)
    {
        var table = scope.Tables.FirstOrDefault(t => t.Name == args.SchemaTable.TableName);
        if (table is null || !_rows.MayLeave(table, args.SyncRow[0])) args.SyncRow = null;
    }

    // By statement, because the library opens no transaction for reading and its commands know of none.
    private async Task BeginAsync(DatabaseChangesSelectingArgs args)
    {
        if (Begin is not { } begin) return;
        await ExecuteAsync(args.Connection, begin);
        _inSnapshot = true;
    }

    private async Task EndAsync(DatabaseChangesSelectedArgs args)
    {
        if (_inSnapshot) await ExecuteAsync(args.Connection, "COMMIT");
        _inSnapshot = false;
    }

    private string? Begin => database switch
    {
        HubDatabaseKind.PostgreSql => "BEGIN ISOLATION LEVEL REPEATABLE READ",
        HubDatabaseKind.SqlServer => "SET TRANSACTION ISOLATION LEVEL SNAPSHOT; BEGIN TRANSACTION",
        _ => null,
    };

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
