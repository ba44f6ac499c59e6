namespace PosCloud.HubStorage.Verification;

/// <summary>I2 and I6: on hand = opening + Σ movements at every step, and one oversell exception per crossing of zero.</summary>
internal static class StockCheck
{
    public static async Task RunAsync(ReadSnapshot snapshot, Findings findings, CancellationToken cancellationToken)
    {
        var stock = await snapshot.QueryAsync(
            """
            SELECT s.store, s.sku, s.on_hand, s.opening, s.version, COALESCE(SUM(m.quantity + m.compensation), 0), COALESCE(MAX(m.stock_version), 0)
            FROM stock s LEFT JOIN movement m ON m.store = s.store AND m.sku = s.sku GROUP BY s.store, s.sku, s.on_hand, s.opening, s.version
            """,
            row => (Name: row.GetString(0) + "/" + row.GetString(1), OnHand: row.GetInt64(2), Opening: row.GetInt64(3), Version: row.GetInt64(4),
                Sum: row.GetInt64(5), Last: row.GetInt64(6)),
            cancellationToken);
        foreach (var row in stock)
        {
            findings.Expect(
                row.OnHand == row.Opening + row.Sum,
                $"I2: {row.Name} has {row.OnHand} thousandths on hand; opening {row.Opening} and movements {row.Sum} make {row.Opening + row.Sum}.");
            findings.Expect(row.Last <= row.Version, $"I2: {row.Name} has version {row.Version} and a movement of version {row.Last}.");
        }

        await StepsAsync(snapshot, findings, cancellationToken);
    }

    private static async Task StepsAsync(ReadSnapshot snapshot, Findings findings, CancellationToken cancellationToken)
    {
        var oversells = (await snapshot.QueryAsync("SELECT id FROM exception WHERE kind = 'oversell'", row => row.GetString(0), cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
        await using var command = snapshot.Command(
            "SELECT store, sku, stock_version, quantity + compensation, on_hand_after, movement_id, line, part FROM movement ORDER BY store, sku, stock_version", []);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        (string Store, string Sku, long Version, long OnHand) last = ("", "", 0, 0);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (store, sku, version, change, after) = (reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
            var before = after - change;
            // A version between two movements was an opening stock that came later; it changes on hand without a movement.
            var follows = last.Store == store && last.Sku == sku && last.Version + 1 == version;
            findings.Expect(!follows || last.OnHand == before, $"I2: movement {version} of {store}/{sku} begins at {before}, the one before ended at {last.OnHand} thousandths.");
            findings.Expect(last.Store != store || last.Sku != sku || last.Version != version, $"I2: {store}/{sku} has two movements of version {version}.");
            var id = $"oversell/{reader.GetString(5)}/{reader.GetInt64(6)}/{reader.GetInt64(7)}";
            var crossed = before >= 0 && after < 0;
            findings.Expect(crossed == oversells.Remove(id), $"I6: {store}/{sku} went from {before} to {after} thousandths; oversell exception: {!crossed}.");
            last = (store, sku, version, after);
        }

        foreach (var id in oversells) findings.Add($"I6: the exception {id} has no movement that crossed zero.");
    }
}
