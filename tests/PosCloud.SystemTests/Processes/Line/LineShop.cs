using PosCloud.TestKit.Network;

namespace PosCloud.SystemTests.Processes.Line;

/// <summary>A shop whose terminal reaches the hub over a line that spoils what it carries.</summary>
public sealed class LineShop : ProcessShop
{
    public const int Seed = 20261123;

    public LineShop()
    {
        Line = new FaultyLine(port: 0, target: Ports.Hub, Seed);
    }

    public FaultyLine Line { get; }

    /// <summary>Environment of a terminal on that line, impatient, so that a test of many lost answers ends.</summary>
    public Dictionary<string, string> OnTheLine => new(TerminalSettings)
    {
        ["Terminal__HubUrl"] = Line.Address.AbsoluteUri.TrimEnd('/'),
        ["Terminal__RequestTimeout"] = "00:00:05",
        ["Terminal__FirstRetry"] = "00:00:00.1",
        ["Terminal__PollInterval"] = "00:00:01",
        ["Terminal__PollIntervalWithoutPush"] = "00:00:01",
        ["Terminal__MaxFactsPerUpload"] = "3",
    };

    public override async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        await base.DisposeAsync();
    }
}
