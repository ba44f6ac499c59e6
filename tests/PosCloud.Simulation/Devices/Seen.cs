namespace PosCloud.Simulation.Devices;

/// <summary>How far the model has looked at a device, so that it looks at what is new.</summary>
internal sealed class Seen
{
    public int Opened { get; set; }

    public int Syncs { get; set; }

    /// <summary>Of the replica that served at that time.</summary>
    public string? Cursor { get; set; }

    /// <summary>By hub epoch and epoch of the journal; what one hub history has acknowledged stays so.</summary>
    public Dictionary<(string? HubEpoch, string Epoch), long> Acknowledged { get; } = [];
}
