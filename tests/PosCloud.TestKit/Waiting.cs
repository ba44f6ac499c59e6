using System.Diagnostics;

namespace PosCloud.TestKit;

/// <summary>Waits for a state instead of for a time.</summary>
public static class Waiting
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again and again until the state is there; false when the limit passed first.</summary>
    public static async Task<bool> ForAsync(Func<Task<bool>> state, TimeSpan limit, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (!await state())
        {
            if (watch.Elapsed > limit)
            {
                return false;
            }

            await Task.Delay(Step, TimeProvider.System, cancellation);
        }

        return true;
    }

    /// <summary>As <see cref="ForAsync(Func{Task{bool}}, TimeSpan, CancellationToken)"/>, throwing with the name of the missing state.</summary>
    public static async Task UntilAsync(string state, Func<Task<bool>> isThere, TimeSpan limit, CancellationToken cancellation)
    {
        if (!await ForAsync(isThere, limit, cancellation))
        {
            throw new TimeoutException($"Waited {limit.TotalSeconds:0} s in vain: {state}");
        }
    }
}
