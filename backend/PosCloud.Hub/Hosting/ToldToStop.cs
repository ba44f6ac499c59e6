namespace PosCloud.Hub.Hosting;

/// <summary>Leaves the signals to the command line, whose token ends <c>serve</c>: the host's own watcher would break a start off half-way.</summary>
internal sealed class ToldToStop : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
