using PosCloud.Protocol;

namespace PosCloud.DevTools.Story;

/// <summary>At the end every table is equal on both sides and every check of the programs is clean.</summary>
internal sealed class BooksChapter(StoryCast cast, StoryLog log)
{
    public async Task PlayAsync(CancellationToken cancellation)
    {
        log.Step("The tables of hub and terminals are compared row by row.");
        (await cast.First.RunAsync(cancellation, "sync", "--wait", "20")).Expect(0);
        (await cast.Second.RunAsync(cancellation, "sync", "--wait", "20")).Expect(0);
        foreach (var table in SyncedTables.All.Select(table => table.Name))
        {
            var hub = await cast.Hub.TableAsync(table, StoryCast.Store, cancellation);
            var first = await cast.First.TableAsync(table, cancellation);
            var second = await cast.Second.TableAsync(table, cancellation);
            log.True(
                $"{table}: {hub.Length} rows, the same everywhere",
                hub.SequenceEqual(first) && hub.SequenceEqual(second),
                $"hub {hub.Length}, {cast.FirstName} {first.Length}, {cast.SecondName} {second.Length} rows; first difference: {FirstDifference(hub, first, second)}");
        }

        log.Step("Every program checks its own books.");
        var books = await cast.Hub.RunAsync(cancellation, "verify");
        log.Equal("hub verify ends with", 0, books.ExitCode);
        log.Saw(books.Output.Trim());
        foreach (var (name, terminal) in new[] { (cast.FirstName, cast.First), (cast.SecondName, cast.Second) })
        {
            var own = await terminal.RunAsync(cancellation, "verify");
            log.Equal($"{name} verify ends with", 0, own.ExitCode);
        }

        await cast.Hub.UntilHubCallsAsync(cast.FirstName, "online", cancellation);
        await cast.Hub.UntilHubCallsAsync(cast.SecondName, "online", cancellation);
        log.Saw("the hub calls both terminals online");
    }

    private static string FirstDifference(params string[][] sides)
    {
        var length = sides.Max(side => side.Length);
        for (var row = 0; row < length; row++)
        {
            var cells = sides.Select(side => row < side.Length ? side[row] : "(none)").ToArray();
            if (cells.Distinct().Count() > 1)
            {
                return string.Join(" | ", cells);
            }
        }

        return "(none)";
    }
}
