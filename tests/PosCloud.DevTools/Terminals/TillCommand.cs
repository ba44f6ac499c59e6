using System.CommandLine;

namespace PosCloud.DevTools.Terminals;

/// <summary><c>till FOLDER</c>, not for people: a terminal in a process of its own, which can be killed as by a power cut.</summary>
internal static class TillCommand
{
    public const string Name = "till";
    public const string HubOption = "--hub";
    public const string SeedOption = "--seed";

    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var hub = new Option<string>(HubOption) { Required = true };
        var seed = new Option<int?>(SeedOption) { Description = "of the faults on its line; without it there are none" };
        var command = new Command(Name, "A terminal that obeys lines on standard input") { folder, hub, seed };
        command.Hidden = true;
        command.SetAction(async (arguments, cancellation) =>
        {
            await new TillServer(arguments.GetRequiredValue(folder), new Uri(arguments.GetRequiredValue(hub)), arguments.GetValue(seed)).RunAsync(cancellation);
            return 0;
        });
        return command;
    }
}
