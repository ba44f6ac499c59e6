using PosCloud.HubStorage.Bootstrap;
using PosCloud.SystemTests.Stage;
using static PosCloud.SystemTests.Bootstrap.SpoiltStream.Fault;

namespace PosCloud.SystemTests.Bootstrap;

/// <summary>G23: a first download that is cut anywhere goes on there, and what is damaged never serves.</summary>
[Trait("guarantee", "G23")]
public sealed class BootstrapFetchTests(BootstrapStage hub) : IClassFixture<BootstrapStage>
{
    [Fact]
    public async Task A_new_terminal_gets_its_state_as_one_file_and_has_what_the_hub_has()
    {
        var file = await hub.FileAsync();
        var till = await hub.OpenUnsyncedAsync();
        var traffic = till.Line.Watch();

        var report = await till.SyncAsync();

        Assert.Equal((1, file.Bytes), (traffic.Requests, traffic.Bytes));
        Assert.Equal(3, report.Requests);
        Assert.Empty(Directory.GetFiles(till.Folder, "fetched-*"));
        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task Cut_at_any_byte_it_goes_on_there_and_no_byte_comes_twice()
    {
        var file = await hub.FileAsync();
        var random = new Random(23);
        var till = await hub.OpenUnsyncedAsync();
        long[] cuts = [1, 2, BootstrapShelf.PartBytes - 1, 1, BootstrapShelf.PartBytes, 4_095, .. Enumerable.Range(0, 12).Select(_ => random.NextInt64(1, 20_000))];
        var traffic = till.Line.Watch((number, body) => number <= cuts.Length ? new SpoiltStream(body, cuts[number - 1], number % 2 == 0 ? Ends : Breaks) : body);

        await till.SyncAsync();

        Assert.True(traffic.Partial >= Math.Min(cuts.Length, 3), $"{traffic.Partial} answers began in the middle");
        Assert.Equal(file.Bytes, traffic.Bytes);
        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task A_terminal_that_is_restarted_in_the_middle_goes_on_where_it_was()
    {
        var file = await hub.FileAsync();
        var till = await hub.OpenUnsyncedAsync();
        var first = till.Line.Watch((number, body) => new SpoiltStream(body, number == 1 ? file.Bytes / 2 : 0, Breaks));
        Assert.NotNull((await till.TrySyncAsync()).Error);

        await till.ReopenAsync();
        var second = till.Line.Watch();
        await till.SyncAsync();

        Assert.Equal(file.Bytes, first.Bytes + second.Bytes);
        Assert.Equal(1, second.Partial);
        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task A_flipped_bit_is_noticed_and_the_file_is_fetched_again()
    {
        var file = await hub.FileAsync();
        var till = await hub.OpenUnsyncedAsync();
        var traffic = till.Line.Watch((number, body) => number == 1 ? new SpoiltStream(body, file.Bytes / 3, Flips) : body);

        await till.SyncAsync();

        Assert.Equal((2, 2 * file.Bytes), (traffic.Requests, traffic.Bytes));
        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task A_line_that_flips_a_bit_every_time_still_brings_the_state_in_pages()
    {
        var file = await hub.FileAsync();
        var till = await hub.OpenUnsyncedAsync();
        till.Line.Watch((_, body) => new SpoiltStream(body, file.Bytes - 1, Flips));

        await till.SyncAsync();

        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task Damage_on_the_terminals_disk_between_two_tries_is_noticed()
    {
        var file = await hub.FileAsync();
        var till = await hub.OpenUnsyncedAsync();
        till.Line.Watch((number, body) => new SpoiltStream(body, number == 1 ? file.Bytes / 2 : 0, Breaks));
        await till.TrySyncAsync();
        await till.ReopenAsync(folder =>
        {
            using var part = File.OpenWrite(Directory.GetFiles(folder, "fetched-*").Single());
            part.Position = 100;
            part.WriteByte(0);
            part.WriteByte(1);
        });

        till.Line.Join();
        await till.SyncAsync();

        await hub.AssertEqualAsync(till);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_named_and_the_terminal_sells_on()
    {
        var till = await hub.OpenTillAsync();
        var file = await hub.FileAsync();
        // The device takes no byte, as a full disk.
        await till.ReopenAsync(folder =>
        {
            foreach (var replica in Directory.GetFiles(folder, "replica-*")) File.Delete(replica);
            File.CreateSymbolicLink(Path.Combine(folder, $"fetched-{file.Id}.part"), "/dev/full");
        });

        var report = await till.TrySyncAsync();

        Assert.Contains("disk is full", report.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(till.Folder, "fetched-*"));
        till.Engine.Register.AddOpenPrice("Something", new Domain.Measures.Money(150, Domain.Measures.Currency.Parse("EUR")), new Domain.Measures.TaxRate(250_000));
        till.Pay();
        await hub.SettleAsync(till);
        await hub.AssertEqualAsync(till);
    }
}
