using System.Text.Json.Nodes;

namespace PosCloud.Terminal.Commands;

/// <summary>Answer of a command.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Json">What --json prints, one object; null for commands that print lines.</param>
/// <param name="Text">What a person reads.</param>
public sealed record CommandResult(int ExitCode, JsonObject? Json, string Text)
{
    public static CommandResult Done(JsonObject json, string text) => new(ExitCodes.Done, json, text);

    /// <summary>A refusal with its sentence, also in JSON.</summary>
    public static CommandResult Problem(int exitCode, string sentence) => new(exitCode, new JsonObject { ["error"] = sentence }, sentence);
}
