using System.Text;
using PosCloud.Domain.Facts;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>
/// Facts with contents that one database or another couldn't store: each meets the same fate on all of them, and the one
/// after it is applied.
/// </summary>
public abstract class OddFactContract(HubFixture fixture)
{
    private static readonly (string Name, string From, string To)[] Payloads =
    [
        ("U+0000 in a note", "\"priceVersion\":1", "\"priceVersion\":1,\"note\":\"a\\u0000b\""),
        ("U+0000 in a name", "\"name\":\"Goods A\"", "\"name\":\"Goods\\u0000A\""),
        ("U+0000 in a sku", "\"sku\":\"A\"", "\"sku\":\"A\\u0000\""),
        ("U+0000 in a trace", "\"timeZone\":", "\"traceParent\":\"\\u0000\",\"timeZone\":"),
        ("half a surrogate pair", "\"name\":\"Goods A\"", "\"name\":\"Goods \\ud83d\""),
        ("a long text", "\"timeZone\":\"Europe/Zagreb\"", $"\"timeZone\":\"{new string('x', 5_000)}\""),
        ("a long sku in the reader's words", "\"sku\":\"A\"", $"\"sku\":\"{new string('\u20ac', 3_000)}\""),
        ("an emoji where the words are cut", "\"sku\":\"A\"", $"\"sku\":\"{string.Concat(Enumerable.Repeat("\ud83d\ude00", 600))}\""),
        ("an empty line", "\"lines\":[", "\"lines\":[null,"),
        ("an empty payment", "\"payments\":[", "\"payments\":[null,"),
        ("no lines", "\"lines\":[", "\"lines\":null,\"other\":["),
        ("a number beyond all", "\"totalMinorUnits\":100", "\"totalMinorUnits\":1e400"),
        ("no number", "\"totalMinorUnits\":100", "\"totalMinorUnits\":NaN"),
        ("the largest number as tax", "\"taxMinorUnits\":20", $"\"taxMinorUnits\":{long.MaxValue}"),
        ("nested deeply", "\"timeZone\":", $"\"deep\":{new string('[', 100)}{new string(']', 100)},\"timeZone\":"),
        ("an unknown kind of tender", "\"tender\":\"", "\"tender\":\"bottle caps "),
    ];

    [Fact]
    public async Task What_a_database_could_not_hold_goes_to_quarantine_with_its_bytes_and_its_neighbours_are_applied()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1_000));
        var terminal = await hub.EnrolAsync();
        foreach (var (name, from, to) in Payloads)
        {
            terminal.Append(Changed(terminal, name, from, to));
            terminal.Sell(("A", 1));
        }

        foreach (var type in (string[])["Order\0Completed", "\0", "Order\nCompleted", "\u00d6rder", new string('x', 64) + "y"])
        {
            terminal.Append(terminal.Receive("A", 1).Fact with { Type = type });
            terminal.Sell(("A", 1));
        }

        var first = await hub.UploadAsync(terminal);
        var again = await hub.UploadAsync(terminal);

        Assert.Equal(terminal.Entries[^1].Sequence, first.Upload!.AcceptedThrough);
        Assert.Equivalent(first.Upload, again.Upload);
        var quarantined = await hub.QuarantineAsync();
        Assert.All(quarantined, fact => Assert.Equal((fact.Sequence, QuarantineText(QuarantineCode.Malformed)), (fact.Sequence, fact.Code)));
        Assert.Equal(Payloads.Length + 5, quarantined.Count);
        await hub.ReconcileAsync(terminal);
        Assert.Equal(1_000 - Payloads.Length - 5 + 5, await hub.OnHandAsync("A"));
        await AssertBytesAsync(hub, terminal);
        await hub.VerifyAsync();
    }

    [Fact]
    public async Task What_came_damaged_and_then_says_what_a_database_could_not_hold_stays_in_quarantine_and_holds_nothing_up()
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 1_000));
        var terminal = await hub.EnrolAsync();
        foreach (var (name, from, to) in Payloads) terminal.Append(Changed(terminal, name, from, to));
        terminal.Sell(("A", 1));
        FactFrame Damaged(FactFrame whole) => new(whole.Content.ToArray().Reverse().ToArray(), whole.ContentHash, whole.ChainHash);
        FactFrame[] frames = [.. terminal.Entries.Select(FactFrame.Of)];
        await hub.TakeAsync(terminal, 1, frames.Length, [.. frames.SkipLast(1).Select(Damaged), frames[^1]]);

        var whole = await hub.UploadAsync(terminal);

        Assert.All(whole.Upload!.Quarantined, fact => Assert.Equal(QuarantineCode.Malformed, fact.Code));
        Assert.Equal(Payloads.Length, whole.Upload.Quarantined.Count);
        await hub.VerifyAsync();
    }

    [Theory]
    [InlineData(long.MaxValue, long.MinValue)]
    [InlineData(long.MinValue, long.MaxValue)]
    public async Task A_device_may_say_anything_of_its_clocks(long offset, long monotonic)
    {
        await using var hub = await TestHub.StartAsync(fixture, null, ("A", 10));
        var terminal = await hub.EnrolAsync();
        var count = (StockCounted)((FactReading.Understood)FactCodec.Read(terminal.Count("A", 7).Fact)).Body;
        terminal.Append(count with { Context = count.Context with { ClockOffsetMilliseconds = offset, MonotonicMilliseconds = monotonic } });
        terminal.Sell(("A", 1));

        var taken = await hub.UploadAsync(terminal);
        await hub.ReconcileAsync(terminal);

        Assert.Equal((UploadOutcome.Accepted, 0), (taken.Upload!.Outcome, taken.Quarantined));
        await hub.VerifyAsync();
    }

    private static string QuarantineText(QuarantineCode code) => PosCloud.HubStorage.Intake.QuarantineText.Code(code);

    /// <summary>A sale whose payload says something else in one place.</summary>
    private static Fact Changed(JournalScribe terminal, string name, string from, string to)
    {
        var sale = terminal.Copy().Sell(("A", 1)).Fact;
        var payload = Encoding.UTF8.GetString(sale.Payload.Span);
        Assert.True(payload.Contains(from, StringComparison.Ordinal), $"{name}: the payload has no {from}: {payload}");
        return sale with { Payload = Encoding.UTF8.GetBytes(payload.Replace(from, to, StringComparison.Ordinal)) };
    }

    private static async Task AssertBytesAsync(TestHub hub, JournalScribe terminal)
    {
        await using var snapshot = await hub.Database.OpenSnapshotAsync(TestHub.Cancellation);
        var stored = await snapshot.QueryAsync(
            "SELECT content FROM fact WHERE terminal = @p0 ORDER BY sequence", row => (byte[])row[0], TestHub.Cancellation, terminal.Terminal.Value);
        Assert.Equal(terminal.Entries.Select(entry => FactHash.ContentBytes(entry.Fact)), stored);
    }
}
