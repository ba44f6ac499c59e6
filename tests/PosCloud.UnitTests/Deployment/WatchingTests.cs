using System.Text.Json;
using System.Text.RegularExpressions;
using PosCloud.TestKit.Deployment;
using PosCloud.TestKit.Programs;

namespace PosCloud.UnitTests.Deployment;

/// <summary>What watches the deployment looks where something is: services, ports and the names of measurements.</summary>
public sealed partial class WatchingTests
{
    private static readonly string Ops = Path.Combine(ProgramPaths.Root, "backend", "ops");

    private static readonly ComposeFile Compose = ComposeFile.Load(ComposeFile.ExampleVariables("a-Password-1"));

    [Fact]
    public void Prometheus_reads_services_at_ports_on_which_they_serve_measurements()
    {
        var targets = Target().Matches(File.ReadAllText(Path.Combine(Ops, "prometheus.yml"))).Select(match => (Service: match.Groups[1].Value, Port: match.Groups[2].Value)).ToList();

        Assert.Empty(targets.Select(target => target.Service).Except(Compose.Services.Keys));
        Assert.Superset(new HashSet<string>(["hub-1", "hub-2", "dashboard"]), targets.Select(target => target.Service).ToHashSet());
        foreach (var (service, port) in targets.Where(target => target.Service != "collector"))
            Assert.Contains(Compose.Services[service].Command, argument => argument.EndsWith($":{port}", StringComparison.Ordinal));
        var collector = File.ReadAllText(Path.Combine(Ops, "collector.yaml"));
        Assert.All(targets.Where(target => target.Service == "collector"), target => Assert.Contains(target.Port, collector, StringComparison.Ordinal));
    }

    [Fact]
    public void Programs_send_to_a_port_on_which_the_collector_listens()
    {
        var receiver = (Dictionary<string, object?>)YamlReader.ReadFile(Path.Combine(Ops, "collector.yaml"))["receivers"]!;
        var protocols = (Dictionary<string, object?>)((Dictionary<string, object?>)receiver["otlp"]!)["protocols"]!;
        var listening = (string)((Dictionary<string, object?>)protocols["grpc"]!)["endpoint"]!;

        foreach (var service in Compose.Services.Values.Where(service => service.Environment.ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            var endpoint = new Uri(service.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
            Assert.Equal(("collector", $"0.0.0.0:{endpoint.Port}"), (endpoint.Host, listening));
            Assert.NotEmpty(service.Networks.Intersect(Compose.Services["collector"].Networks));
        }
    }

    [Fact]
    public void Every_pipeline_of_the_collector_is_made_of_parts_that_are_configured()
    {
        var collector = YamlReader.ReadFile(Path.Combine(Ops, "collector.yaml"));
        var pipelines = (Dictionary<string, object?>)((Dictionary<string, object?>)collector["service"]!)["pipelines"]!;

        Assert.Equal(["logs", "metrics", "traces"], pipelines.Keys.Order());
        foreach (Dictionary<string, object?> pipeline in pipelines.Values.OfType<Dictionary<string, object?>>())
        {
            foreach (var kind in (string[])["receivers", "processors", "exporters"])
                Assert.Empty(((List<object?>)pipeline[kind]!).Cast<string>().Except(((Dictionary<string, object?>)collector[kind]!).Keys));
        }
    }

    [Fact]
    public void Alerts_and_charts_ask_for_measurements_that_exist()
    {
        var asked = new[] { "alerts.yml", "grafana/dashboards/poscloud.json" }.SelectMany(file => Measurement().Matches(File.ReadAllText(Path.Combine(Ops, file))))
            .Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Exported()));
    }

    [Fact]
    public void Each_alert_says_what_to_do()
    {
        var group = (Dictionary<string, object?>)((List<object?>)YamlReader.ReadFile(Path.Combine(Ops, "alerts.yml"))["groups"]!).Single()!;

        foreach (Dictionary<string, object?> alert in ((List<object?>)group["rules"]!).OfType<Dictionary<string, object?>>())
            Assert.Equal(["action", "summary"], ((Dictionary<string, object?>)alert["annotations"]!).Keys.Order());
    }

    [Fact]
    public void Grafana_is_given_its_charts_and_their_source()
    {
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Ops, "grafana", "dashboards", "poscloud.json"))).Dispose();
        var provider = File.ReadAllText(Path.Combine(Ops, "grafana", "provisioning", "dashboards", "poscloud.yaml"));

        Assert.All(Compose.Services["grafana"].Volumes.Where(volume => volume.Target.EndsWith("dashboards", StringComparison.Ordinal)), volume => Assert.Contains(volume.Target, provider, StringComparison.Ordinal));
    }

    /// <summary>Names as Prometheus shows them, of every instrument that the sources create.</summary>
    private static IEnumerable<string> Exported()
    {
        var sources = ((string[])["backend", "client", "dashboard"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(ProgramPaths.Root, folder), "*Telemetry.cs", SearchOption.AllDirectories));
        foreach (Match made in sources.SelectMany(file => Instrument().Matches(File.ReadAllText(file))))
        {
            var name = made.Groups["name"].Value.Replace('.', '_') + (made.Groups["unit"].Value switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
            yield return made.Groups["kind"].Value == "Counter" ? name + "_total" : name;
            if (made.Groups["kind"].Value == "Histogram") yield return name + "_bucket";
        }
    }

    [GeneratedRegex(@"([a-z0-9-]+):(\d+)[,\]]")]
    private static partial Regex Target();

    [GeneratedRegex("poscloud_[a-z_]+")]
    private static partial Regex Measurement();

    [GeneratedRegex(@"Create(?:Observable)?(?<kind>Counter|Histogram|UpDownCounter|Gauge)(?:<\w+>)?\(\s*""(?<name>poscloud\.[a-z.]+)"",[^""]*""(?<unit>[^""]+)""", RegexOptions.Singleline)]
    private static partial Regex Instrument();
}
