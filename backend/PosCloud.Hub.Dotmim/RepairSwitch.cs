namespace PosCloud.Hub.Dotmim;

/// <summary>Holds the repairs in force; no setting reaches it, only a test does.</summary>
internal sealed class RepairSwitch
{
    public HubRepairs Now { get; set; } = new();
}
