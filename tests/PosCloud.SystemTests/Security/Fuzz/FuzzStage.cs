using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>A hub that doesn't tire of wrong codes, so that every try reaches as deep as it can.</summary>
public class FuzzStage : HubStage
{
    protected override IEnumerable<string> Settings => ["--Hub:WrongCodesPerMinute=10000", "--Hub:WrongCodesPerMinuteOverall=100000"];
}
