using System.Diagnostics;

namespace PosCloud.DevTools.Loading;

/// <summary>
/// What a person at a screen and a machine that watches ask of the hub while it is busy. On a thread of its own, so that it
/// measures the hub and not how busy this process is with its terminals.
/// </summary>
internal sealed class OtherRequests
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly List<TimeSpan> _times = [];
    private readonly ManualResetEventSlim _calm = new();
    private readonly Thread _thread;
    private readonly Uri _hub;

    public OtherRequests(Uri hub)
    {
        _hub = hub;
        _thread = new Thread(Ask) { IsBackground = true, Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>Ends asking; answers how long each request took, the shortest first.</summary>
    public IReadOnlyList<TimeSpan> Stop()
    {
        _calm.Set();
        _thread.Join();
        _calm.Dispose();
        return [.. _times.Order()];
    }

    private void Ask()
    {
        using var client = new HttpClient { BaseAddress = _hub, Timeout = Limit };
        do
        {
            var began = Stopwatch.GetTimestamp();
            using (var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready"))
            using (var answer = client.Send(request)) answer.EnsureSuccessStatusCode();
            _times.Add(Stopwatch.GetElapsedTime(began));
        }
        while (!_calm.Wait(Between));
    }
}
