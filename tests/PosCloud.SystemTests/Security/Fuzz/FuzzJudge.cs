using System.Text.RegularExpressions;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>Sends a request and says what is wrong with the way it was taken.</summary>
/// <param name="target">Where the requests go: the hub, or what stands before it.</param>
internal sealed partial class FuzzJudge(HubStage hub, Uri target, IReadOnlyList<string> secrets)
{
    private const int LongestKind = 120;

    /// <summary>The answer, null when there was none; the complaint, null when all is well.</summary>
    public async Task<(RawAnswer? Answer, Complaint? Complaint)> JudgeAsync(RawRequest request, CancellationToken cancellation)
    {
        var answer = await request.SendAsync(target, cancellation);
        return (answer, OfLog() ?? OfAnswer(request, answer));
    }

    /// <summary>An error in the log is a fault whatever the answer was: this request's, or that of another sender at this moment.</summary>
    private Complaint? OfLog()
    {
        var errors = hub.Logs.TakeErrors().ToList();
        return errors.Count == 0 ? null : new Complaint(Kind("logged " + errors[0]), "The hub logged " + string.Join('\n', errors));
    }

    private Complaint? OfAnswer(RawRequest request, RawAnswer? answer)
    {
        // A sender that ended in the middle, or promised more than it sent, may be left without an answer.
        if (answer is null) return request.CutAt is not null || request.SaysItsLength ? null : new Complaint("no answer", "The connection ended without an answer.");
        if (answer.Status >= 500 && !(answer.Status is 501 or 505) && !(answer.Status == 503 && answer.HasHeader("Retry-After"))) return new Complaint($"answered {answer.Status}", $"The hub answered {answer.Status}.");
        var text = answer.Text;
        if (text.Contains("\n   at ", StringComparison.Ordinal) || text.Contains("Exception:", StringComparison.Ordinal)) return new Complaint("stack trace", "The answer has a stack trace: " + text);
        return secrets.FirstOrDefault(secret => text.Contains(secret, StringComparison.Ordinal)) is { } told ? new Complaint("secret", $"The answer tells the secret {told[..4]}…") : null;
    }

    private static string Kind(string line) => Numbers().Replace(line.Split('\n')[0], "#") is var plain && plain.Length > LongestKind ? plain[..LongestKind] : plain;

    // Ids, times and places differ from request to request.
    [GeneratedRegex("[0-9][0-9a-f-]*")]
    private static partial Regex Numbers();
}
