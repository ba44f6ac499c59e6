using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Sync;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

public sealed class SyncTests
{
    public static TheoryData<string> Answers => ["<html>log in</html>", "", "null", "{}", "{\"hubEpoch\":\"hub-1\"", "{\"hubEpoch\":null,\"hubTime\":\"x\"}"];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Garbage_instead_of_an_answer_is_said_clearly_and_nothing_is_lost(string answer)
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Instead = (_, _) => Task.FromResult(Text(HttpStatusCode.OK, answer, answer.StartsWith('<') ? "text/html" : "application/json"));

        var report = await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);

        Assert.NotNull(report.Error);
        Assert.Equal(2, terminal.Engine.Sync.Pending.Facts);
        terminal.Instead = null;
        await terminal.SyncAsync();
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task A_hub_that_answers_500_leaves_the_terminal_offline_with_a_reason()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Instead = (_, _) => Task.FromResult(Text(HttpStatusCode.InternalServerError, "boom", "text/plain"));

        await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);

        Assert.Equal(ConnectivityKind.Offline, terminal.Engine.Sync.Connectivity.Kind);
        Assert.Contains("500", terminal.Engine.Sync.Connectivity.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_named_as_the_cause()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Instead = (_, _) => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "SSL", new AuthenticationException("RemoteCertificateNameMismatch"));

        var report = await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);

        Assert.Contains("certificate", report.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SSL", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_hangs_is_known_as_offline_within_three_seconds_though_the_wait_goes_on()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var asked = new TaskCompletionSource();
        terminal.Instead = async (_, cancellation) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            throw new InvalidOperationException();
        };

        var sync = terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);
        await asked.Task;
        terminal.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.False(sync.IsCompleted);
        Assert.Equal(ConnectivityKind.Offline, terminal.Engine.Sync.Connectivity.Kind);
        terminal.Sell("COFFEE");
        terminal.Clock.Advance(terminal.Options.RequestTimeout);
        Assert.Contains("30 seconds", (await sync).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_is_lost_after_the_hub_took_the_facts_changes_nothing()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Instead = async (request, cancellation) =>
        {
            await terminal.Hub.AnswerAsync(request, cancellation);
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut");
        };
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("broke off", (await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None)).Error, StringComparison.Ordinal);
            await terminal.RestartAsync();
        }

        terminal.Instead = null;
        await terminal.SyncAsync();

        Assert.Equal(2, terminal.Hub.Journal["1"].Count);
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task A_long_queue_goes_up_in_bounded_batches()
    {
        await using var terminal = await TerminalShop.OpenAsync(configure: options => options.MaxFactsPerUpload = 7);
        for (var i = 0; i < 30; i++) terminal.Sell("COFFEE");

        await terminal.SyncAsync();

        Assert.Equal(31, terminal.Hub.Journal["1"].Count);
        Assert.All(terminal.Hub.Requests, request => Assert.InRange(request.Upload?.Count ?? 0, 0, 7));
    }

    [Fact]
    public async Task A_batch_that_is_too_large_for_the_hub_is_halved()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        for (var i = 0; i < 20; i++) terminal.Sell("COFFEE");
        terminal.Instead = async (request, cancellation) =>
        {
            var answer = await terminal.Hub.AnswerAsync(request, cancellation);
            return terminal.Hub.Requests[^1].Upload?.Count > 5 ? terminal.Hub.Refuse(HttpStatusCode.RequestEntityTooLarge, SyncErrorCode.TooLarge, "Too large.") : answer;
        };

        await terminal.SyncAsync();

        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task A_hub_restored_from_a_backup_gets_everything_again_and_a_new_replica_is_built()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        for (var i = 0; i < 5; i++) terminal.Sell("COFFEE");
        await terminal.SyncAsync();
        terminal.Hub.Journal["1"].RemoveRange(2, 4);
        terminal.Hub.Epoch = "hub-restored";
        terminal.Sell("BREAD");

        await terminal.SyncAsync();

        Assert.Equal(7, terminal.Hub.Journal["1"].Count);
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
        Assert.Empty(terminal.Engine.Verify().Violations);
    }

    [Fact]
    public async Task A_hub_that_lost_facts_without_noticing_gets_them_when_it_asks()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        for (var i = 0; i < 5; i++) terminal.Sell("COFFEE");
        await terminal.SyncAsync();
        terminal.Hub.Journal["1"].RemoveRange(3, 3);
        terminal.Sell("BREAD");

        await terminal.SyncAsync();

        Assert.Equal(7, terminal.Hub.Journal["1"].Count);
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task A_device_whose_clock_is_days_off_corrects_its_token_by_the_hubs_answer()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var refusals = 0;
        var hubTime = terminal.Clock.GetUtcNow().AddDays(3);
        terminal.Instead = (request, cancellation) => refusals++ == 0
            ? Task.FromResult(terminal.Hub.Refuse(HttpStatusCode.Unauthorized, SyncErrorCode.Clock, "Wrong time.", hubTime))
            : terminal.Hub.AnswerAsync(request, cancellation);
        terminal.Clock.Advance(TimeSpan.FromMinutes(10));
        hubTime = hubTime.AddMinutes(10);

        await terminal.SyncAsync();

        var claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(terminal.Hub.Tokens[^1]!.Split('.')[1]));
        Assert.Contains($"\"iat\":{hubTime.ToUnixTimeSeconds()}", claims, StringComparison.Ordinal);
        Assert.Contains("\"sub\":\"S1T1\",\"aud\":\"poscloud-hub\"", claims, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_terminal_says_so_and_still_sends_its_sales()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE");
        terminal.Hub.Revoked = true;

        await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);

        Assert.Equal(ConnectivityKind.Refused, terminal.Engine.Sync.Connectivity.Kind);
        Assert.Equal(2, terminal.Hub.Journal["1"].Count);
        Assert.Equal(0, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task An_expired_credential_does_not_stop_selling()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Instead = (_, _) => Task.FromResult(terminal.Hub.Refuse(HttpStatusCode.Unauthorized, SyncErrorCode.Credential, "Enrol again."));

        await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);
        terminal.Sell("COFFEE");

        Assert.Equal(new Connectivity(ConnectivityKind.Refused, null, Reason: "Enrol again."), terminal.Engine.Sync.Connectivity);
        Assert.Equal(2, terminal.Engine.Sync.Pending.Facts);
    }

    [Fact]
    public async Task What_is_pending_is_reported_with_each_request()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Sell("COFFEE", 2);
        terminal.Sell("BREAD");

        await terminal.SyncAsync();

        var report = terminal.Hub.Requests[^1].Report;
        Assert.Equal((3, 2, Eur(9.40m), "manual"), (report.PendingFacts, report.PendingOrders, report.PendingAmount, report.Cause));
        Assert.NotNull(report.OldestPendingAt);
    }

    [Fact]
    public async Task Working_offline_asks_nobody_and_survives_a_restart()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Engine.Sync.SetWorkOffline(true);
        var before = terminal.Hub.RequestCount;
        terminal.Sell("COFFEE");
        await terminal.RestartAsync();

        var report = await terminal.Engine.Sync.SyncNowAsync(CancellationToken.None);

        Assert.Equal(before, terminal.Hub.RequestCount);
        Assert.False(report.IsComplete);
        Assert.Equal(ConnectivityKind.WorkingOffline, terminal.Engine.Sync.Connectivity.Kind);
        terminal.Engine.Sync.SetWorkOffline(false);
        await terminal.SyncAsync();
        Assert.Equal(ConnectivityKind.Online, terminal.Engine.Sync.Connectivity.Kind);
    }

    [Fact]
    public async Task The_background_loop_sends_a_sale_at_once_and_backs_off_while_the_hub_is_away()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        var completed = new System.Collections.Concurrent.BlockingCollection<SyncReport>();
        terminal.Engine.Sync.Completed += completed.Add;
        terminal.Engine.Start();
        Assert.Equal("start", Next().Cause);

        terminal.Sell("COFFEE");
        var sale = Next();
        terminal.Instead = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        terminal.Sell("BREAD");
        var failed = Next();
        terminal.Instead = null;
        await Waiting("a next try is planned", () => terminal.Engine.Sync.NextTryAt is not null);
        terminal.Clock.Advance(TimeSpan.FromSeconds(61));
        var again = Next();

        Assert.Equal(("sale", 2), (sale.Cause, sale.Uploaded));
        Assert.Contains("No connection", failed.Error, StringComparison.Ordinal);
        Assert.Equal(("poll", 1), (again.Cause, again.Uploaded));

        SyncReport Next() => completed.TryTake(out var report, TimeSpan.FromSeconds(20)) ? report : throw new TimeoutException("No sync ended.");
    }

    [Fact]
    public async Task Retry_after_is_obeyed_and_every_terminal_adds_a_jitter_of_its_own()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Instead = (_, _) =>
        {
            var busy = terminal.Hub.Refuse(HttpStatusCode.ServiceUnavailable, SyncErrorCode.Busy, "Busy.");
            busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(40));
            return Task.FromResult(busy);
        };
        terminal.Engine.Start();
        await Waiting("the wait is planned", () => terminal.Engine.Sync.NextTryAt is not null);

        var asked = terminal.Clock.GetUtcNow().AddSeconds(40);
        Assert.InRange(terminal.Engine.Sync.NextTryAt!.Value, asked.AddMilliseconds(1), asked + terminal.Options.FirstRetry);
    }

    [Fact]
    public async Task A_wait_without_reason_is_cut_short_so_that_no_terminal_stays_away_for_days()
    {
        await using var terminal = await TerminalShop.OpenAsync();
        terminal.Instead = (_, _) =>
        {
            // What stands before a hub may say so, or name a day that a wrong clock of this device puts far ahead.
            var away = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            away.Headers.RetryAfter = new RetryConditionHeaderValue(terminal.Clock.GetUtcNow().AddDays(400));
            return Task.FromResult(away);
        };
        terminal.Engine.Start();
        await Waiting("the wait is planned", () => terminal.Engine.Sync.NextTryAt is not null);

        Assert.InRange(terminal.Engine.Sync.NextTryAt!.Value, terminal.Clock.GetUtcNow(), terminal.Clock.GetUtcNow().AddMinutes(6));
    }

    [Fact]
    public async Task A_wrong_code_is_refused_in_words()
    {
        await using var terminal = new TerminalFixture();
        terminal.Instead = (_, _) => Task.FromResult(terminal.Hub.Refuse(HttpStatusCode.Forbidden, SyncErrorCode.EnrolmentCode, "The code was used or has expired."));

        var outcome = await terminal.Engine.Enrolment.EnrolAsync(new Uri("http://hub.test"), "ABCD2345", CancellationToken.None);
        var mistyped = await terminal.Engine.Enrolment.EnrolAsync(new Uri("http://hub.test"), "ABC", CancellationToken.None);

        Assert.Equal(new EnrolmentOutcome.Refused(SyncErrorCode.EnrolmentCode, "The code was used or has expired."), outcome);
        Assert.IsType<EnrolmentOutcome.Mistyped>(mistyped);
        Assert.Equal(ConnectivityKind.NotEnrolled, terminal.Engine.Sync.Connectivity.Kind);
    }

    [Fact]
    public async Task The_device_key_is_readable_by_its_user_alone()
    {
        await using var terminal = await EnrolledAsync(synced: false);

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(terminal.Folder, "device.key")));
    }

    private static HttpResponseMessage Text(HttpStatusCode status, string text, string type) => new(status)
    {
        Content = new StringContent(text, Encoding.UTF8, type),
    };

    private static async Task Waiting(string state, Func<bool> isThere)
    {
        for (var i = 0; !isThere(); i++)
        {
            if (i > 2_000) throw new TimeoutException("Waited in vain: " + state);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
