namespace PosCloud.Simulation.Running;

/// <summary>The seeds of an ordinary run, run once for all tests that look at them.</summary>
public sealed class OrdinaryRun : IAsyncLifetime
{
    internal SeedSum Sum { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Sum = await Seeds.RunAsync(Seeds.First, Seeds.Ordinary, progress: null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
