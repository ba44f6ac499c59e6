using PosCloud.HubStorage.Publishing;
using PosCloud.Protocol;

namespace PosCloud.HubStorage.Intake;

/// <summary>One fact's knowledge of a shift, as a row in which null means "doesn't say".</summary>
internal sealed record ShiftPart(object?[] Values)
{
    private const int ClosedAt = 6;

    public (string Store, string Terminal, string Id) Key => ((string)Values[0]!, (string)Values[1]!, (string)Values[2]!);

    /// <summary>Together with what is known: opening and closing may arrive in either order.</summary>
    public ShiftPart MergedInto(ShiftPart? known)
    {
        if (known is null) return this;
        // Where both say something the closing counts, whichever came first.
        if (known.Values[ClosedAt] is not null && Values[ClosedAt] is null) return known.MergedInto(this);
        var merged = new object?[Values.Length];
        for (var i = 0; i < merged.Length; i++) merged[i] = Values[i] ?? known.Values[i];
        return new ShiftPart(merged);
    }

    public StateChange ToChange() => new(SyncedTables.Shift, Values);
}
