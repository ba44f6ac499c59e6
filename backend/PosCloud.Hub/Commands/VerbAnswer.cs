using System.Text.Encodings.Web;
using System.Text.Json;

namespace PosCloud.Hub.Commands;

/// <summary>What a verb prints and its exit code.</summary>
/// <param name="Output">For standard output.</param>
/// <param name="Problem">For standard error; null when there is none.</param>
public sealed record VerbAnswer(int ExitCode, string Output, string? Problem)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Exactly one JSON object with <c>--json</c>, else the text for people.</summary>
    internal static VerbAnswer Of(VerbArguments arguments, object json, string text, int exitCode = ExitCodes.Done) =>
        new(exitCode, arguments.Json ? JsonSerializer.Serialize(json, Json) + "\n" : text.Length == 0 ? "" : text + "\n", null);

    internal static VerbAnswer Failed(int exitCode, string problem) => new(exitCode, "", problem);
}
