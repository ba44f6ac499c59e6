using System.Data.Common;
using System.Runtime.ExceptionServices;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Credits;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Writes facts and the rows they make. All at once first; only if that fails, one by one behind savepoints, so that one
/// fact that can't be applied goes to quarantine alone.
/// </summary>
internal sealed class FactApplier(HubTransaction transaction, string? upload)
{
    private readonly Dictionary<(string Store, string Terminal, string Id), ShiftPart> _shifts = [];
    private readonly List<StateChange> _rows = [];
    private readonly UnknownGoods _unknownGoods = new(transaction);
    private readonly RefundCounter _refunds = new(transaction);
    private readonly CreditCounter _credits = new(transaction);

    /// <summary>What is written and waits to be numbered.</summary>
    public IReadOnlyList<StateChange> Changes => [.. _rows, .. _shifts.Values.Select(s => s.ToChange())];

    /// <summary>Takes the locks that these orders' rows need, all at once and before any of the rows is written.</summary>
    public async Task LockAsync(IEnumerable<OrderCompleted> orders)
    {
        var all = orders.ToList();
        await _refunds.LockAsync(all);
        await _credits.LockAsync(all);
    }

    public async Task ApplyAllAsync(IReadOnlyList<StoredFact> facts)
    {
        if (facts.Count == 0) return;
        var refused = await TryAsync("bulk", async () =>
        {
            foreach (var fact in facts) await InsertAsync(fact);
        });
        if (refused is null) return;
        foreach (var fact in facts) await InsertAloneAsync(fact);
    }

    /// <summary>Writes the rows of a fact; its orders' locks are taken.</summary>
    /// <param name="movementId">Id of its ledger rows.</param>
    public async Task ProjectAsync(FactPlace place, Fact fact, Guid movementId, FactBody body)
    {
        var projected = FactProjection.Project(place, fact, body);
        await StreamPublisher.WriteAsync(transaction, projected.Rows);
        _rows.AddRange(projected.Rows);
        if (projected.Shift is { } shift) await MergeShiftAsync(shift);
        if (body is OrderCompleted order)
        {
            await _refunds.CountAsync(place, fact, order);
            await _credits.CountAsync(place, fact, movementId, order);
            await TotalsCheck.RaiseAsync(transaction, place, fact, order);
            await _unknownGoods.RaiseAsync(place, fact, order);
        }

        if (body is EpochStarted started)
        {
            await CloneReport.RaiseBehindAsync(transaction, place, fact);
            await CloneReport.RaiseOwnEpochAsync(transaction, place, fact, started);
        }
    }

    /// <summary>
    /// Does the work behind a savepoint. What the database refuses for the data's sake is taken back and answered;
    /// everything else leaves as an exception and ends the transaction.
    /// </summary>
    public async Task<DbException?> TryAsync(string savepoint, Func<Task> work)
    {
        var (rows, shifts) = (_rows.Count, new Dictionary<(string, string, string), ShiftPart>(_shifts));
        await transaction.SaveAsync(savepoint);
        try
        {
            await work();
            await transaction.ReleaseAsync(savepoint);
            return null;
        }
        catch (DbException error) when (!transaction.Database.IsTransient(error))
        {
            await transaction.RollbackToAsync(savepoint);
            _rows.RemoveRange(rows, _rows.Count - rows);
            _shifts.Clear();
            foreach (var (key, shift) in shifts) _shifts[key] = shift;
            return error;
        }
    }

    private async Task InsertAsync(StoredFact stored)
    {
        await FactTable.InsertAsync(transaction, stored, upload);
        if (stored.Status == FactStatus.Accepted && stored.Received is { Fact: { } fact, Body: { } body })
            await ProjectAsync(stored.Place, fact, stored.MovementId ?? fact.Id.Value, body);
    }

    private async Task InsertAloneAsync(StoredFact stored)
    {
        if (await TryAsync("fact", () => InsertAsync(stored)) is not { } refused) return;
        if (stored.Status != FactStatus.Accepted) ExceptionDispatchInfo.Throw(refused);
        stored.Quarantine(QuarantineCode.NotApplicable, refused.Message);
        await FactTable.InsertAsync(transaction, stored, upload);
    }

    private async Task MergeShiftAsync(ShiftPart part)
    {
        var known = _shifts.TryGetValue(part.Key, out var earlier) ? earlier : await ReadShiftAsync(part);
        var merged = part.MergedInto(known);
        _shifts[part.Key] = merged;
        await StreamPublisher.WriteAsync(transaction, [merged.ToChange()]);
    }

    private Task<ShiftPart?> ReadShiftAsync(ShiftPart part)
    {
        var columns = string.Join(", ", SyncedTables.Shift.Columns.Select(c => c.Name));
        return transaction.FirstAsync(
            $"SELECT {columns} FROM shift WHERE store = @p0 AND terminal = @p1 AND id = @p2",
            row => new ShiftPart([.. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetValue(i))]),
            part.Key.Store, part.Key.Terminal, part.Key.Id);
    }
}
