using System.Text.Json;

namespace PosCloud.TestKit.Programs;

/// <summary>What one verb of one of the programs answered.</summary>
public sealed record CommandResult(string CommandLine, int ExitCode, string Output, string Errors)
{
    /// <summary>The single JSON object that <c>--json</c> promises on standard output.</summary>
    public JsonElement Json
    {
        get
        {
            try
            {
                return JsonDocument.Parse(Output).RootElement;
            }
            catch (JsonException reason)
            {
                throw new InvalidOperationException($"{Describe()}\nStandard output is not one JSON object: {reason.Message}", reason);
            }
        }
    }

    /// <summary>Returns itself when the verb ended with one of these codes, else throws with everything it said.</summary>
    public CommandResult Expect(params ReadOnlySpan<int> exitCodes) =>
        exitCodes.Contains(ExitCode) ? this : throw new InvalidOperationException(Describe());

    private string Describe() => $"{CommandLine}\nended with {ExitCode}\n{Output.Trim()}\n{Errors.Trim()}";
}
