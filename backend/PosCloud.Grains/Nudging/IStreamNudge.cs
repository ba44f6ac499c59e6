using PosCloud.Protocol.Tables;

namespace PosCloud.Grains.Nudging;

/// <summary>Tells connected terminals that a stream moved. Never waits and never fails: a terminal that isn't told polls.</summary>
public interface IStreamNudge
{
    void Moved(StreamName stream);
}
