using PosCloud.Grains.Nudging;
using PosCloud.Protocol.Tables;

namespace PosCloud.Hub.Hosting;

/// <summary>Without a running hub no terminal is connected; each will pull at its next sync.</summary>
internal sealed class NobodyListens : IStreamNudge
{
    public void Moved(StreamName stream)
    {
    }
}
