namespace PosCloud.HubStorage.Writing;

/// <summary>Stands for a lock where nobody else can come.</summary>
internal sealed class NoLock : IAsyncDisposable
{
    public static NoLock Instance { get; } = new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
