namespace PosCloud.Dashboard.Hub;

/// <summary>Notes the moment at which the client is connected and calls can be made.</summary>
internal sealed class HubConnectionLifecycle(HubConnection connection) : ILifecycleParticipant<IClusterClientLifecycle>
{
    public void Participate(IClusterClientLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(HubConnectionLifecycle), ServiceLifecycleStage.Last, _ =>
        {
            connection.MarkReached();
            return Task.CompletedTask;
        });
}
