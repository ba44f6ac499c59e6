using System.Globalization;

namespace PosCloud.DevTools.Loading;

/// <summary>What a reconnect storm came to.</summary>
/// <param name="DrainedSeconds">From the first terminal's start until none had a fact left to send.</param>
/// <param name="OthersP95Milliseconds">Of other requests to the hub meanwhile.</param>
/// <param name="HubPeakBytes">The most memory that the hub's process ever held.</param>
/// <param name="OrdersAtHub">Distinct orders that the hub has.</param>
/// <param name="VerifyOk">What the hub's own verify says afterwards.</param>
internal sealed record StormReport(
    int Terminals, int OrdersEach, double DrainedSeconds, double OthersP50Milliseconds, double OthersP95Milliseconds, int OthersAsked, long HubPeakBytes, long OrdersAtHub, bool VerifyOk)
{
    /// <summary>Everything arrived, once.</summary>
    public bool IsWhole => VerifyOk && OrdersAtHub == (long)Terminals * OrdersEach;

    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Terminals} terminals x {OrdersEach} orders"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  drained in            {DrainedSeconds,10:0.0} s   ({OrdersAtHub / DrainedSeconds:0} orders/s)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  other requests p50    {OthersP50Milliseconds,10:0} ms"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  other requests p95    {OthersP95Milliseconds,10:0} ms  of {OthersAsked}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  hub memory, at most   {HubPeakBytes / 1048576,10} MiB"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  orders at the hub     {OrdersAtHub,10}     verify {(VerifyOk ? "clean" : "FOUND DIFFERENCES")}"));
    }
}
