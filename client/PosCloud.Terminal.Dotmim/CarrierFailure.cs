using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Terminal.Engine.Carrying;

namespace PosCloud.Terminal.Dotmim;

/// <summary>Finds in Dotmim's nested exceptions what really happened.</summary>
internal static class CarrierFailure
{
    /// <summary>Throws what the terminal can act on; never returns.</summary>
    /// <param name="answer">Body of the hub's refusal; null when nothing that is a hub answered.</param>
    public static Exception Of(Exception problem, string? answer)
    {
        if (Find<CarryingFailedException>(problem) is { } own) return own;
        // What the disk did is judged by the terminal, which knows what to do about a damaged or full one.
        if (Find<SqliteException>(problem) is { } disk) ExceptionDispatchInfo.Capture(disk).Throw();
        if (Read(answer) is { } refusal) return new CarryingFailedException(refusal.Message, refusal.Code, problem);
        return new CarryingFailedException("The Dotmim engine could not finish: " + Innermost(problem).Message, cause: problem);
    }

    private static ErrorAnswer? Read(string? answer)
    {
        try
        {
            return answer is null ? null : JsonSerializer.Deserialize(answer, ProtocolJson.Wire.ErrorAnswer) is { Code: not 0, Message: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static T? Find<T>(Exception? problem)
        where T : Exception => problem is null ? null : problem as T ?? Find<T>(problem.InnerException);

    private static Exception Innermost(Exception problem) => problem.InnerException is { } inner ? Innermost(inner) : problem;
}
