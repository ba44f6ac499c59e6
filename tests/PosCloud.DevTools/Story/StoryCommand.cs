using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PosCloud.DevTools.Databases;

namespace PosCloud.DevTools.Story;

/// <summary><c>story</c>: plays a shop's worst morning with real processes and says what it saw.</summary>
internal static class StoryCommand
{
    public static Command Create()
    {
        var portBase = new Option<int>("--port-base") { DefaultValueFactory = _ => 5100, Description = "first port to try" };
        var database = ScratchDatabase.Option();
        var dotmim = DotmimChoice.Option();
        var command = new Command("story", "Sell offline, restart, reconnect, queue empties, stock equal everywhere") { portBase, database, dotmim };
        command.SetAction(async (arguments, cancellation) =>
            await PlayAsync(arguments.GetValue(portBase), arguments.GetRequiredValue(database), arguments.GetValue(dotmim), cancellation));
        return command;
    }

    private static async Task<int> PlayAsync(int portBase, string asked, bool dotmim, CancellationToken cancellation)
    {
        var database = DotmimChoice.Database(dotmim, asked);
        if ((DotmimChoice.Problem(dotmim) ?? ScratchDatabase.Problem(database)) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        DotmimChoice.Apply(dotmim);
        var folder = Path.Combine(Path.GetTempPath(), $"poscloud-story-{Environment.ProcessId}");
        var watch = Stopwatch.StartNew();
        var log = new StoryLog(Console.Out);
        Console.WriteLine($"The story of one morning, with real processes and the hub on {database}, data in {folder}");
        await using (var scratch = await ScratchDatabase.StartAsync(database, cancellation))
        await using (var cast = await StoryCast.AssembleAsync(folder, portBase, scratch.HubSettings, cancellation))
        {
            await new OfflineChapter(cast, log).PlayAsync(cancellation);
            await new LastPieceChapter(cast, log).PlayAsync(cancellation);
            await new BooksChapter(cast, log).PlayAsync(cancellation);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\n{Verdict(log.Differences, folder)} {watch.Elapsed.TotalSeconds:0} s."));
        if (log.Differences == 0)
        {
            Directory.Delete(folder, recursive: true);
        }

        return log.Differences == 0 ? 0 : 1;
    }

    private static string Verdict(int differences, string folder) => differences == 0
        ? "Everything was as it must be."
        : string.Create(CultureInfo.InvariantCulture, $"{differences} differences. The data is kept in {folder}.");
}
