using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.Grains.Terminals;

/// <summary>
/// Writes down what terminals reported, many at once: a commit per poll would cost more than the poll. What is lost with a
/// node is a second of monitoring data, never a fact.
/// </summary>
public sealed partial class ReportKeeper(HubWriter writer, TimeProvider clock, ILogger<ReportKeeper> log) : BackgroundService
{
    private const int MaxWaiting = 10_000;
    private const int MaxAtOnce = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepSessions = TimeSpan.FromDays(2);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    private readonly Channel<(string Terminal, SyncObserved Observed)> _waiting =
        Channel.CreateBounded<(string, SyncObserved)>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Keep(string terminal, SyncObserved observed) => _waiting.Writer.TryWrite((terminal, observed));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var forgotten = DateTimeOffset.MinValue;
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await WriteAsync();
                if (clock.GetUtcNow() - forgotten > ForgetEvery)
                {
                    forgotten = clock.GetUtcNow();
                    await ForgetOldAsync(forgotten - KeepSessions);
                }

                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        var group = new List<(string Terminal, SyncObserved Observed)>();
        while (group.Count < MaxAtOnce && _waiting.Reader.TryRead(out var next)) group.Add(next);
        if (group.Count == 0) return;
        try
        {
            await writer.RunAsync(transaction => WriteAsync(transaction, group), CancellationToken.None);
        }
        // A host loop: the database may be full or away, and monitoring data isn't worth ending for.
        catch (Exception problem)
        {
            LogNotKept(problem, group.Count);
        }
    }

    private async Task WriteAsync(HubTransaction transaction, List<(string Terminal, SyncObserved Observed)> group)
    {
        var newest = group.GroupBy(g => g.Terminal).ToDictionary(g => g.Key, g => g.MaxBy(o => o.Observed.At).Observed, StringComparer.Ordinal);
        var known = await transaction.Context.TerminalReports.Where(r => newest.Keys.Contains(r.Terminal)).ToDictionaryAsync(r => r.Terminal);
        foreach (var (terminal, observed) in newest)
        {
            var row = known.GetValueOrDefault(terminal);
            if (row is null)
            {
                row = new TerminalReportRow { Terminal = terminal, Program = observed.Program, Engine = observed.Engine };
                transaction.Context.TerminalReports.Add(row);
            }

            ReportRows.Fill(row, observed);
        }

        // A poll that brought nothing is in the report's "seen at"; a row for each would fill the disk.
        transaction.Context.SyncSessions.AddRange(group.Where(g => ReportRows.IsNews(g.Observed)).Select(g => ReportRows.Session(g.Terminal, g.Observed)));
    }

    private async Task ForgetOldAsync(DateTimeOffset before)
    {
        try
        {
            await writer.RunAsync(transaction => transaction.Context.SyncSessions.Where(s => s.StartedAt < before).ExecuteDeleteAsync(), CancellationToken.None);
        }
        // What leaves this loop ends the whole hub; old rows can wait for the next time.
        catch (Exception problem)
        {
            LogNotForgotten(problem);
        }
    }

    [LoggerMessage(2121, LogLevel.Warning, "{Reports} terminals' reports couldn't be written down; the dashboard's history has a hole")]
    private partial void LogNotKept(Exception problem, int reports);

    [LoggerMessage(2122, LogLevel.Warning, "Old syncs in the dashboard's history couldn't be deleted; it is tried again in an hour")]
    private partial void LogNotForgotten(Exception problem);
}
