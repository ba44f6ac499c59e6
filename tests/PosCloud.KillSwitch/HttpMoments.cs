using System.Diagnostics.Tracing;

namespace PosCloud.KillSwitch;

/// <summary>The parts of each request this process sends: <c>http RequestContentStop /sync</c> and the like.</summary>
internal sealed class HttpMoments : EventListener
{
    private static readonly AsyncLocal<string?> Path = new();
    private static HttpMoments? _kept;

    public static void Watch() => _kept = new HttpMoments();

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.Http") EnableEvents(eventSource, EventLevel.Informational);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == "RequestStart") Path.Value = Value(eventData, "pathAndQuery");
        if (Path.Value is { } path) Moments.Pass($"http {eventData.EventName} {path}");
    }

    private static string? Value(EventWrittenEventArgs happened, string name) =>
        happened.PayloadNames?.IndexOf(name) is { } index and >= 0 ? happened.Payload?[index] as string : null;
}
