using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace PosCloud.Grains.Retrying;

/// <summary>
/// Repeats a grain call while the cluster heals from the loss of a node. Only for calls that may be repeated; all of ours
/// may.
/// </summary>
public static class CallRetry
{
    public const int Tries = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    public static async Task<T> RunAsync<T>(Func<Task<T>> call, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await call();
            }
            catch (Exception error) when (tries < Tries && IsPassing(error))
            {
                await Task.Delay(FirstPause * (1 << (tries - 1)), clock, cancellationToken);
            }
        }
    }

    public static Task RunAsync(Func<Task> call, TimeProvider clock, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            await call();
            return true;
        },
        clock,
        cancellationToken);

    /// <summary>True for what happens while a node is lost: nothing else is worth a repeat.</summary>
    public static bool IsPassing(Exception error) =>
        error is OrleansMessageRejectionException or ConnectionFailedException or SiloUnavailableException or TimeoutException;
}
