using PosCloud.HubStorage.Verification;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>The verifier finds what it is there for: each kind of damage is named.</summary>
public abstract class VerifierContract(HubFixture fixture)
{
    [Theory]
    [InlineData("UPDATE stock SET on_hand = on_hand + 1000 WHERE sku = 'A'", "I2")]
    [InlineData("DELETE FROM movement WHERE kind = 'received'", "I2")]
    [InlineData("UPDATE movement SET quantity = quantity - 1000 WHERE kind = 'sold'", "I2")]
    [InlineData("UPDATE movement SET movement_id = 'ffffffff-0000-7000-8000-000000000000' WHERE kind = 'sold'", "I2")]
    [InlineData("UPDATE sales_order SET total = total + 1", "I8")]
    [InlineData("DELETE FROM order_line", "I8")]
    [InlineData("UPDATE product SET name = 'Other'", "I3")]
    [InlineData("UPDATE change SET row_hash = row_hash + 1 WHERE tbl = 'stock'", "I3")]
    [InlineData("DELETE FROM change WHERE tbl = 'payment'", "I3")]
    [InlineData("UPDATE stream_head SET checksum = checksum + 1 WHERE stream = 'catalogue'", "I3")]
    [InlineData("UPDATE stream_head SET row_count = row_count + 1 WHERE stream = 'catalogue'", "I3")]
    [InlineData("UPDATE fact SET content = content_hash WHERE sequence = 1", "I1")]
    [InlineData("DELETE FROM fact WHERE sequence = 2", "I1")]
    [InlineData("UPDATE terminal_head SET next = 9", "I1")]
    [InlineData("UPDATE fact SET status = 'Q' WHERE sequence = 1", "I8")]
    [InlineData("UPDATE terminal_applied SET quarantined = '1'", "I4")]
    [InlineData("UPDATE terminal_applied SET chain_hash = 'ab'", "I3")]
    [InlineData("DELETE FROM exception WHERE kind = 'oversell'", "I6")]
    public async Task Damage_is_named(string damage, string invariant)
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1));
        var terminal = await hub.EnrolAsync();
        terminal.Sell(("A", 2));
        terminal.Receive("A", 5);
        await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);
        await hub.VerifyAsync();

        await hub.Writer.RunAsync(t => t.ExecuteAsync(damage), TestHub.Cancellation);
        var report = await new HubVerifier(hub.Database).VerifyAsync(TestHub.Cancellation);

        Assert.False(report.Ok);
        Assert.Contains(report.Violations, v => v.StartsWith(invariant, StringComparison.Ordinal));
    }
}
