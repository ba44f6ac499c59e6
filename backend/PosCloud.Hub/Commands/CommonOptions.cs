using System.CommandLine;

namespace PosCloud.Hub.Commands;

/// <summary>Options that every verb takes.</summary>
internal static class CommonOptions
{
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder of the database and the hub's keys.", Recursive = true, HelpName = "DIR",
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print exactly one JSON object on standard output.", Recursive = true,
    };
}
