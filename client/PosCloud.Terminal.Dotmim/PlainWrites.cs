using Dotmim.Sync;
using Dotmim.Sync.Builders;

namespace PosCloud.Terminal.Dotmim;

/// <summary>
/// Replaces the statements that write rows into the replica. Dotmim's own look at tracking rows and the device's clock to
/// find conflicts; a replica is only ever written from the hub, so it has none.
/// </summary>
internal static class PlainWrites
{
    public static void Attach(LocalOrchestrator orchestrator)
    {
        orchestrator.OnTriggerCreating(LeaveOut);
        orchestrator.OnGetCommand(Replace);
    }

    // Without triggers no tracking rows are written either.
    private static void LeaveOut(TriggerCreatingArgs args) => args.Cancel = true;

    private static void Replace(GetCommandArgs args)
    {
        if (Statement(args.CommandType, args.Table) is { } sql) args.Command.CommandText = sql;
    }

    private static string? Statement(DbCommandType type, SyncTable table) => type switch
    {
        DbCommandType.InsertRow or DbCommandType.InsertRows or DbCommandType.UpdateRow or DbCommandType.UpdateRows => Upsert(table),
        DbCommandType.DeleteRow or DbCommandType.DeleteRows => Delete(table),
        _ => null,
    };

    // An upsert and not a replacement, so that what stands beside the columns stays and triggers see the old row.
    private static string Upsert(SyncTable table)
    {
        var columns = table.Columns.Select(column => column.ColumnName).ToList();
        var others = columns.Except(table.PrimaryKeys).ToList();
        var act = others.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", others.Select(name => $"{name} = excluded.{name}"));
        return $"INSERT INTO {table.TableName}({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(name => "@" + name))}) "
            + $"ON CONFLICT({string.Join(", ", table.PrimaryKeys)}) DO {act}";
    }

    // The second statement always touches one row: a deletion that finds nothing to delete is no conflict.
    private static string Delete(SyncTable table) =>
        $"DELETE FROM {table.TableName} WHERE {string.Join(" AND ", table.PrimaryKeys.Select(name => $"{name} = @{name}"))}; "
        + "UPDATE _meta SET value = value WHERE key = 'schema'";
}
