using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using PosCloud.Domain.Identity;
using PosCloud.Hub.Nudge;
using PosCloud.Protocol.Tables;
using PosCloud.TestKit;

namespace PosCloud.UnitTests.Hub;

public sealed class NudgeTimerTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly StreamName Store = StreamName.ForStore(StoreId.Parse("S1"));

    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<StreamName> _sent = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_move_is_told_at_once_and_many_more_once_per_interval()
    {
        await using var timer = NewTimer();

        timer.Moved(Store);
        await SentAsync(1);
        for (var moves = 0; moves < 50; moves++) timer.Moved(Store);
        Assert.Single(_sent);
        await PassAsync(2);

        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task The_last_move_is_always_told()
    {
        await using var timer = NewTimer();
        timer.Moved(Store);
        await SentAsync(1);

        timer.Moved(Store);
        await PassAsync(2);
        timer.Moved(Store);

        await PassAsync(3);
    }

    [Fact]
    public async Task Streams_have_paces_of_their_own()
    {
        await using var timer = NewTimer();

        timer.Moved(Store);
        timer.Moved(StreamName.Catalogue);

        await SentAsync(2);
        Assert.Equal([StreamName.Catalogue, Store], _sent.Order());
    }

    [Fact]
    public async Task A_failure_to_send_does_not_stop_the_nudges()
    {
        var tries = 0;
        await using var timer = new NudgeTimer(
            stream =>
            {
                if (Interlocked.Increment(ref tries) == 1) throw new InvalidOperationException("The backplane is away.");
                _sent.Enqueue(stream);
                return Task.CompletedTask;
            },
            _clock,
            Interval);

        timer.Moved(Store);
        await Waiting.UntilAsync("the first try", () => Task.FromResult(Volatile.Read(ref tries) == 1), Patience, Cancellation);
        timer.Moved(Store);

        await PassAsync(1);
    }

    private NudgeTimer NewTimer() => new(
        stream =>
        {
            _sent.Enqueue(stream);
            return Task.CompletedTask;
        },
        _clock,
        Interval);

    private Task SentAsync(int count) => Waiting.UntilAsync($"{count} nudges", () => Task.FromResult(_sent.Count >= count), Patience, Cancellation);

    // The pause begins on another thread, so time passes until it has been felt.
    private Task PassAsync(int count) => Waiting.UntilAsync(
        $"{count} nudges as time passes",
        () =>
        {
            if (_sent.Count < count) _clock.Advance(Interval);
            return Task.FromResult(_sent.Count >= count);
        },
        Patience,
        Cancellation);
}
