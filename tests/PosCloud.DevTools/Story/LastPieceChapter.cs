using PosCloud.TestKit;

namespace PosCloud.DevTools.Story;

/// <summary>Two terminals without a network sell the last piece: both sales stand, and a person is told.</summary>
internal sealed class LastPieceChapter(StoryCast cast, StoryLog log)
{
    private const string LastPiece = "SOCK-MER-L-FOR";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public async Task PlayAsync(CancellationToken cancellation)
    {
        log.Step("One of the last two pairs of Forest socks in L is sold; one is left.");
        await cast.First.SellAsync(cancellation, LastPiece);
        await cast.Second.UntilAvailableAsync(LastPiece, 1_000, cancellation);
        log.Equal($"left on {cast.SecondName}", 1_000L, await cast.Second.AvailableAsync(LastPiece, cancellation));

        log.Step("Both lines are cut, and both terminals sell that last pair.");
        await cast.FirstLine.CutAsync();
        await cast.SecondLine.CutAsync();
        await cast.First.UntilConnectivityAsync("offline", cancellation);
        await cast.Second.UntilConnectivityAsync("offline", cancellation);
        var first = (await cast.First.SellAsync(cancellation, LastPiece)).GetProperty("receiptNumber").GetString()!;
        var second = (await cast.Second.SellAsync(cancellation, LastPiece)).GetProperty("receiptNumber").GetString()!;
        log.Saw($"{first} and {second} are printed");

        log.Step("Both lines are joined.");
        cast.FirstLine.Join();
        cast.SecondLine.Join();
        await cast.Hub.UntilOnHandAsync(LastPiece, -1_000, cancellation);
        log.Equal("on hand at the hub", -1_000L, await cast.Hub.OnHandAsync(LastPiece, cancellation));
        await cast.First.UntilAvailableAsync(LastPiece, -1_000, cancellation);
        await cast.Second.UntilAvailableAsync(LastPiece, -1_000, cancellation);
        log.Saw("both terminals show -1 as well");

        var oversells = new List<string>();
        await Waiting.UntilAsync(
            "an oversell is among the exceptions",
            async () =>
            {
                oversells = await OversellsAsync(cancellation);
                return oversells.Count > 0;
            },
            Limit,
            cancellation);
        log.Equal("exceptions about these socks", 1, oversells.Count);
        log.True("the exception names both receipts", oversells[0].Contains(first) && oversells[0].Contains(second), oversells[0]);
    }

    private async Task<List<string>> OversellsAsync(CancellationToken cancellation) =>
        [.. (await cast.Hub.RunAsync(cancellation, "exceptions")).Expect(0).Json.GetProperty("exceptions").EnumerateArray()
            .Where(row => row.GetProperty("sku").GetString() == LastPiece)
            .Select(row => row.GetRawText())];
}
