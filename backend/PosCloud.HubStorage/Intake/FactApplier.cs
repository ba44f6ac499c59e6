using System.Data.Common;
using PosCloud.Domain.Facts;
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

    /// <summary>What is written and waits to be numbered.</summary>
    public IReadOnlyList<StateChange> Changes => [.. _rows, .. _shifts.Values.Select(s => s.ToChange())];

    public async Task ApplyAllAsync(IReadOnlyList<StoredFact> facts)
    {
        if (facts.Count == 0) return;
        await transaction.SaveAsync("bulk");
        try
        {
            foreach (var fact in facts) await InsertAsync(fact);
        }
        catch (DbException error) when (!transaction.Database.IsTransient(error))
        {
            await transaction.RollbackToAsync("bulk");
            _rows.Clear();
            _shifts.Clear();
            foreach (var fact in facts) await InsertAloneAsync(fact);
        }
    }

    /// <summary>Writes the rows of a fact that is on the hub already: it leaves quarantine.</summary>
    public async Task ProjectAsync(FactPlace place, Fact fact, FactBody body)
    {
        var projected = FactProjection.Project(place, fact, body);
        await StreamPublisher.WriteAsync(transaction, projected.Rows);
        _rows.AddRange(projected.Rows);
        if (projected.Shift is { } shift) await MergeShiftAsync(shift);
        if (body is OrderCompleted order)
        {
            await RefundCounter.CountAsync(transaction, place, fact, order);
            await TotalsCheck.RaiseAsync(transaction, place, fact, order);
            await _unknownGoods.RaiseAsync(place, fact, order);
        }

        if (body is EpochStarted) await CloneReport.RaiseBehindAsync(transaction, place, fact);
    }

    private async Task InsertAsync(StoredFact stored)
    {
        await FactTable.InsertAsync(transaction, stored, upload);
        if (stored.Status == FactStatus.Accepted && stored.Received is { Fact: { } fact, Body: { } body }) await ProjectAsync(stored.Place, fact, body);
    }

    private async Task InsertAloneAsync(StoredFact stored)
    {
        var (rows, shifts) = (_rows.Count, new Dictionary<(string, string, string), ShiftPart>(_shifts));
        await transaction.SaveAsync("fact");
        try
        {
            await InsertAsync(stored);
            await transaction.ReleaseAsync("fact");
        }
        catch (DbException error) when (!transaction.Database.IsTransient(error) && stored.Status == FactStatus.Accepted)
        {
            await transaction.RollbackToAsync("fact");
            _rows.RemoveRange(rows, _rows.Count - rows);
            _shifts.Clear();
            foreach (var (key, shift) in shifts) _shifts[key] = shift;
            stored.Quarantine(QuarantineCode.NotApplicable, error.Message);
            await FactTable.InsertAsync(transaction, stored, upload);
        }
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
