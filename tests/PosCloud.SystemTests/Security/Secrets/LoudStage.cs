namespace PosCloud.SystemTests.Security.Secrets;

/// <summary>A hub and a dashboard that log all they can.</summary>
public sealed class LoudStage : DashboardStage
{
    protected override bool LogsEverything => true;
}
