using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>A terminal has sent bytes that match the hash of a damaged fact: they are stored, and the fact is released.</summary>
internal static class DamageRepair
{
    public static async Task RepairAsync(HubTransaction transaction, FactPlace place, ReceivedFact fact, FactRelease release)
    {
        await transaction.ExecuteAsync(
            """
            UPDATE fact SET content = @p4, fact_id = @p5, type = @p6, version = @p7, occurred_at = @p8, movement_id = @p5
            WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3
            """,
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, fact.Frame.Content.ToArray(), fact.Fact?.Id.ToString(),
            fact.Fact?.Type, (long)(fact.Fact?.Version ?? 0), fact.Fact?.OccurredAt.ToUnixTimeMilliseconds());
        await RefileAsync(transaction, place, fact, release);
        await release.ReleaseAsync(place);
    }

    /// <summary>A damaged fact was filed under the store its request named; the bytes know better.</summary>
    private static async Task RefileAsync(HubTransaction transaction, FactPlace place, ReceivedFact fact, FactRelease release)
    {
        var filed = await transaction.FirstAsync(
            "SELECT store FROM fact WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            row => row.GetString(0),
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value);
        if (fact.Fact is not { } read || filed is null || filed == read.Store.Value) return;
        await transaction.ExecuteAsync(
            "UPDATE fact SET store = @p4 WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2 AND sequence = @p3",
            place.Terminal.Value, place.Epoch.Value, place.Branch, place.Sequence.Value, read.Store.Value);
        release.Refile(place, Domain.Identity.StoreId.Parse(filed), read.Store);
    }
}
