using PosCloud.Dashboard.Hosting;
using PosCloud.Grains.Fleet;
using PosCloud.Grains.Sweeping;
using PosCloud.Hub.Hosting;
using PosCloud.HubStorage;
using PosCloud.Terminal.Engine;
using PosCloud.TestKit.Deployment;

namespace PosCloud.UnitTests.Deployment;

/// <summary>A setting in docker-compose.yml that no program reads would be a promise that nobody keeps.</summary>
public sealed class SettingsTests
{
    private static readonly Dictionary<string, Type[]> Options = new(StringComparer.Ordinal)
    {
        ["Hub"] = [typeof(HubStorageOptions), typeof(ServingOptions), typeof(FleetOptions), typeof(SweepOptions)],
        ["Dashboard"] = [typeof(DashboardOptions)],
        ["Terminal"] = [typeof(TerminalEngineOptions)],
        // The hub's Engines, the terminal's Engine.
        ["Replication"] = [typeof(PosCloud.Hub.Replication.EngineSettings), typeof(TerminalEngineOptions)],
    };

    // Read by the .NET runtime, ASP.NET Core, OpenTelemetry and the scripts in backend/ops.
    private static readonly string[] NotOurs =
        ["ASPNETCORE_FORWARDEDHEADERS_ENABLED", "OTEL_EXPORTER_OTLP_ENDPOINT", "SSL_CERT_FILE", "HUB_URL", "TLS_DIRECTORY", "TLS_NAME"];

    private static readonly ComposeFile Compose = ComposeFile.Load(ComposeFile.ExampleVariables("a-Password-1"));

    [Fact]
    public void Every_setting_of_our_programs_is_one_they_know()
    {
        var named = Compose.Services.Values.Where(service => service.Image.StartsWith("poscloud-", StringComparison.Ordinal))
            .SelectMany(service => service.Environment.Keys).Distinct().ToList();

        Assert.Contains("Hub__Redis", named);
        Assert.DoesNotContain(named, name => !IsKnown(name));
    }

    [Fact]
    public void Passwords_come_from_the_environment_only()
    {
        var compose = File.ReadAllText(ComposeFile.Path);

        Assert.All(
            compose.Split('\n').Where(line => line.Contains("password=", StringComparison.OrdinalIgnoreCase)),
            line => Assert.Contains("${", line, StringComparison.Ordinal));
        Assert.All(
            File.ReadLines(ComposeFile.ExamplePath).Where(line => line.Contains("PASSWORD=", StringComparison.Ordinal)),
            line => Assert.EndsWith("PASSWORD=", line, StringComparison.Ordinal));
    }

    private static bool IsKnown(string name)
    {
        if (NotOurs.Contains(name)) return true;
        var parts = name.Split("__");
        return parts.Length == 2 && Options.TryGetValue(parts[0], out var types) && types.Any(type => type.GetProperty(parts[1]) is { CanWrite: true });
    }
}
