using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Storm;

/// <summary>A hub with places for few syncs at a time.</summary>
public sealed class StormStage : HubStage
{
    protected override IEnumerable<string> Settings => ["--Hub:MaxConcurrentSyncs=2", "--Hub:MaxWaitingSyncs=6"];
}
