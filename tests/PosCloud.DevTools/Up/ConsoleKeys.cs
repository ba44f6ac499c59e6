using System.Runtime.CompilerServices;

namespace PosCloud.DevTools.Up;

/// <summary>Keys as they are pressed; characters of standard input where it is not a keyboard.</summary>
internal static class ConsoleKeys
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static async IAsyncEnumerable<char> PressedAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Console.IsInputRedirected)
        {
            var buffer = new char[1];
            while (await Console.In.ReadAsync(buffer, cancellation) == 1)
            {
                yield return buffer[0];
            }

            // Started without a keyboard, for example by a script: run until told to stop.
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }

        while (true)
        {
            while (!Console.KeyAvailable)
            {
                await Task.Delay(Step, TimeProvider.System, cancellation);
            }

            yield return Console.ReadKey(intercept: true).KeyChar;
        }
    }
}
