using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Enrolment;

/// <summary>Pairing from the screen: one try at a time, and why it failed in words.</summary>
public sealed class EnrolmentState(TerminalEngine engine) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Raised on the page's own thread.</summary>
    public event Action? Changed;

    /// <summary>The hub is being asked.</summary>
    public bool Busy { get; private set; }

    /// <summary>Why the last try failed, or null.</summary>
    public string? Problem { get; private set; }

    public async Task EnrolAsync(string hub, string code)
    {
        if (Busy)
        {
            return;
        }

        Set(true, null);
        try
        {
            Set(false, ProblemOf(await engine.Enrolment.EnrolAsync(new Uri(hub), code, _closed.Token)));
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page was closed while the hub was asked.
        }
    }

    /// <summary>Null when the terminal is enrolled, else a sentence.</summary>
    public static string? ProblemOf(EnrolmentOutcome outcome) => outcome switch
    {
        EnrolmentOutcome.Enrolled => null,
        EnrolmentOutcome.AlreadyEnrolled already => Words.Of("Enrol_Already", already.Terminal, already.Store),
        EnrolmentOutcome.Mistyped mistyped => mistyped.Message,
        EnrolmentOutcome.Refused refused => refused.Message,
        EnrolmentOutcome.Unreachable away => Words.Of("Enrol_Unreachable", away.Message),
        _ => throw new InvalidOperationException("An enrolment had an unknown outcome."),
    };

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    private void Set(bool busy, string? problem)
    {
        (Busy, Problem) = (busy, problem);
        Changed?.Invoke();
    }
}
