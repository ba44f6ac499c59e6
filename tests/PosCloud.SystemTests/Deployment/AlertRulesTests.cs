using System.Text.RegularExpressions;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Deployment;

/// <summary>The alerts as Prometheus itself understands them, with numbers over time: backend/ops/alerts.test.yml.</summary>
public sealed partial class AlertRulesTests
{
    private static readonly string Ops = Path.Combine(ProgramPaths.Root, "backend", "ops");

    [Fact]
    [Trait("guarantee", "G29")]
    public async Task Prometheus_raises_each_alert_when_it_should_and_lets_it_end()
    {
        await RunAsync("check", "config", "--syntax-only", "prometheus.yml");
        await RunAsync("check", "rules", "alerts.yml");
        await RunAsync("test", "rules", "alerts.test.yml");
    }

    [Fact]
    public void Every_alert_is_raised_in_one_of_its_tests()
    {
        var alerts = Alert().Matches(File.ReadAllText(Path.Combine(Ops, "alerts.yml"))).Select(match => match.Groups[1].Value).ToList();
        var raised = Raised().Matches(File.ReadAllText(Path.Combine(Ops, "alerts.test.yml"))).Select(match => match.Groups[1].Value);

        Assert.NotEmpty(alerts);
        Assert.Empty(alerts.Except(raised));
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var promtool = InstalledProgram.Promtool;
        Assert.SkipWhen(promtool.Missing is not null, promtool.Missing ?? "");
        (await ProgramVerb.RunAsync(promtool.Path!, [.. arguments[..^1], Path.Combine(Ops, arguments[^1])], TestContext.Current.CancellationToken)).Expect(0);
    }

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"alertname: (\w+)\s+exp_alerts:\s+- exp_labels")]
    private static partial Regex Raised();
}
