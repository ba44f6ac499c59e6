using System.Net;
using System.Net.Sockets;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes;

/// <summary>What an operator sees of a program that is stopped early or can't start: an exit code and one sentence.</summary>
public sealed class StartAndStopTests : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("start-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hub_told_to_stop_while_it_starts_ends_without_an_error_and_starts_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        var ports = FreePorts.Take();
        var data = Path.Combine(_folder, "hub");

        await using (var starting = RunningProgram.Start(ProgramPaths.Hub, ["serve", "--urls", $"http://127.0.0.1:{ports.Hub}", "--data", data], new Dictionary<string, string>(), data + ".log"))
        {
            // From then on it has the folder, and makes the database.
            await Waiting.UntilAsync("the hub has its folder", () => Task.FromResult(starting.HasExited || File.Exists(Path.Combine(data, "hub.lock"))), StartLimit, Cancellation);
            await starting.StopAsync();
        }

        Assert.DoesNotContain("   at ", await File.ReadAllTextAsync(data + ".log", Cancellation), StringComparison.Ordinal);
        await using var hub = new HubProgram(data, ports);
        await hub.StartAsync(Cancellation);
    }

    [Theory]
    [InlineData("hub", "Hub__MaxConcurrentSyncs", "many", "Hub:MaxConcurrentSyncs")]
    [InlineData("dashboard", "Dashboard__Culture", "xx-nowhere", "Dashboard:Culture")]
    [InlineData("terminal", "Terminal__PollInterval", "often", "Terminal:PollInterval")]
    public async Task A_wrong_setting_is_one_sentence_that_names_it(string program, string setting, string value, string named)
    {
        var ended = await ServeAsync(program, FreePorts.Take().Hub, new Dictionary<string, string> { [setting] = value });

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(named, OneSentence(ended), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", 0, "--urls")]
    [InlineData("--version", 0, "0.")]
    [InlineData("--ulrs=http://127.0.0.1:1", 2, "--ulrs")]
    [InlineData("serve", 2, "serve")]
    public async Task A_dashboard_asked_for_help_or_for_what_it_has_not_answers_and_does_not_serve(string option, int exitCode, string words)
    {
        var ended = await ProgramVerb.RunAsync(ProgramPaths.Dashboard, ["--data", _folder, option], new Dictionary<string, string>(), Cancellation);

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Contains(words, ended.Output + ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub", "Hub__Databse", "Hub:Database?")]
    [InlineData("dashboard", "Dashboard__HubUri", "Dashboard:HubUrl?")]
    [InlineData("terminal", "Terminal__Journal__ReceiptKept", "Terminal:Journal:ReceiptsKept?")]
    public async Task A_misspelt_setting_is_named_with_the_one_that_was_meant(string program, string setting, string meant)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        // On a port that is taken, so that it ends by itself.
        var ended = await ServeAsync(program, ((IPEndPoint)other.LocalEndpoint).Port, new Dictionary<string, string> { [setting] = "1" });

        Assert.Contains($"There is no setting {setting.Replace("__", ":", StringComparison.Ordinal)}, so it has no effect; did you mean {meant}", ended.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("dashboard")]
    [InlineData("terminal")]
    public async Task A_port_that_another_program_has_is_one_sentence_that_names_it(string program)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var ended = await ServeAsync(program, port, new Dictionary<string, string>());

        Assert.Equal(6, ended.ExitCode);
        Assert.Contains($"{port}", OneSentence(ended), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string OneSentence(CommandResult ended)
    {
        // The dashboard's log says that it began to listen or to end; a sentence isn't indented and has no category.
        var lines = ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain(lines, line => line.Contains("   at ", StringComparison.Ordinal) || line.StartsWith("fail", StringComparison.Ordinal));
        return lines[^1];
    }

    private Task<CommandResult> ServeAsync(string program, int port, Dictionary<string, string> settings)
    {
        string[] where = ["--urls", $"http://127.0.0.1:{port}", "--data", Path.Combine(_folder, program)];
        return program switch
        {
            "hub" => ProgramVerb.RunAsync(ProgramPaths.Hub, ["serve", .. where], settings, Cancellation),
            "dashboard" => ProgramVerb.RunAsync(ProgramPaths.Dashboard, where, settings, Cancellation),
            _ => ProgramVerb.RunAsync(ProgramPaths.Terminal, ["serve", .. where], settings, Cancellation),
        };
    }
}
