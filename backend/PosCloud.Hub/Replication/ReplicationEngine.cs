namespace PosCloud.Hub.Replication;

/// <summary>A way of carrying facts and state that is in this build. One that isn't in the settings is neither added nor mapped.</summary>
/// <param name="Name">As settings and terminals write it.</param>
internal sealed record ReplicationEngine(string Name, Action<IServiceCollection> Add, Action<WebApplication> Map);
