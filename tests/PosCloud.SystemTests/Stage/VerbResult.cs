using System.Text.Json;

namespace PosCloud.SystemTests.Stage;

/// <summary>What a verb of the running hub answered.</summary>
public sealed record VerbResult(int ExitCode, string Output, string? Problem)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Rows of a verb that prints JSON lines.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public VerbResult Expect(int exitCode) =>
        ExitCode == exitCode ? this : throw new InvalidOperationException($"The verb ended with {ExitCode}: {Output}{Problem}");

    /// <summary>The elements of the array in this property.</summary>
    public IReadOnlyList<JsonElement> List(string property) => [.. Expect(0).Json.GetProperty(property).EnumerateArray()];
}
