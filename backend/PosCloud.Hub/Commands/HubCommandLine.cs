using System.CommandLine;
using PosCloud.Hub.Hosting;

namespace PosCloud.Hub.Commands;

/// <summary>The program's command line: serve, migrate, restore and one command per verb.</summary>
internal static class HubCommandLine
{
    // After a signal. Longer than the host's own limit, which must never be cut short: a node is then handing its work over.
    private static readonly TimeSpan StopLimit = HubHost.ShutdownLimit + TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("The hub of a PosCloud merchant: receives what terminals sold, reconciles stock and serves them their data.")
        {
            CommonOptions.Data, CommonOptions.Json, ServeCommand.Create(), MigrateCommand.Create(), RestoreCommand.Create(),
        };
        AddVerbs(root);
        var line = root.Parse(args);
        if (line.Errors.Count == 0) return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopLimit });
        foreach (var error in line.Errors) await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync($"See {root.Name} --help.");
        return ExitCodes.BadUsage;
    }

    private static void AddVerbs(RootCommand root)
    {
        var groups = new Dictionary<string, Command>(StringComparer.Ordinal);
        foreach (var shape in VerbList.All)
        {
            var words = shape.Name.Split(' ');
            if (words.Length == 1)
            {
                root.Add(VerbCommand.Create(shape, shape.Name));
                continue;
            }

            if (!groups.TryGetValue(words[0], out var group))
            {
                groups[words[0]] = group = new Command(words[0], VerbList.GroupDescription(words[0]));
                root.Add(group);
            }

            group.Add(VerbCommand.Create(shape, words[1]));
        }
    }
}
