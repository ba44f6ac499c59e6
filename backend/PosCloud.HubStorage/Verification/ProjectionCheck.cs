using PosCloud.HubStorage.Intake;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Verification;

/// <summary>I8: orders, lines, payments and cash movements are exactly what the accepted facts make.</summary>
internal sealed class ProjectionCheck(Findings findings)
{
    private static readonly SyncedTable[] Tables = [SyncedTables.SalesOrder, SyncedTables.OrderLine, SyncedTables.Payment, SyncedTables.CashMovement];

    // Hashes instead of rows: a year of sales fits in memory.
    private readonly Dictionary<(string Table, string Key), long> _expected = [];

    public void Expect(VerifiedFact fact)
    {
        if (fact is not { Fact: { } read, Body: { } body }) return;
        foreach (var row in FactProjection.Project(fact.Place, read, body).Rows)
            _expected[(row.Table.Name, RowJson.KeyOf(row.Table, row.Values))] = RowChecksum.HashOfContent(RowJson.Write(row.Table, row.Values));
    }

    public async Task CompareAsync(ReadSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var table in Tables)
        {
            await foreach (var values in TableDump.RowsAsync(snapshot, table, null, cancellationToken))
            {
                var key = RowJson.KeyOf(table, values);
                if (!_expected.Remove((table.Name, key), out var hash)) findings.Add($"I8: no fact makes the row {Shown(key)} of {table.Name}.");
                else findings.Expect(hash == RowChecksum.HashOfContent(RowJson.Write(table, values)), $"I8: the row {Shown(key)} of {table.Name} differs from its fact.");
            }
        }

        foreach (var (table, key) in _expected.Keys) findings.Add($"I8: the row {Shown(key)} of {table} is missing.");
    }

    private static string Shown(string key) => key.Replace(RowJson.KeySeparator, ' ');
}
