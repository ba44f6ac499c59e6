using System.Collections.Concurrent;
using PosCloud.Grains.Nudging;
using PosCloud.Protocol.Tables;

namespace PosCloud.GrainTests.Cluster;

/// <summary>Terminals that only note what they were told.</summary>
public sealed class RecordedNudges : IStreamNudge
{
    private readonly ConcurrentQueue<StreamName> _moved = new();

    public IReadOnlyCollection<StreamName> Moved => _moved;

    void IStreamNudge.Moved(StreamName stream) => _moved.Enqueue(stream);
}
