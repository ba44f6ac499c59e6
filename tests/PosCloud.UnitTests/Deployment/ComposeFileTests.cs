using System.Globalization;
using System.Text.RegularExpressions;
using PosCloud.TestKit.Deployment;
using PosCloud.TestKit.Programs;

namespace PosCloud.UnitTests.Deployment;

/// <summary>docker-compose.yml is what the compose specification allows, and everything it refers to is there.</summary>
public sealed partial class ComposeFileTests
{
    private static readonly ComposeFile Compose = ComposeFile.Load(ComposeFile.ExampleVariables("a-Password-1"));

    public static TheoryData<string> Names() => [.. Compose.Services.Keys];

    [Fact]
    public void Its_top_has_known_keys_only()
    {
        Assert.Empty(Compose.Content.Keys.Except(ComposeKeys.Top));
        Assert.All(Compose.Map("networks").Values, network => Assert.Empty(((Dictionary<string, object?>)network!).Keys.Except(ComposeKeys.Network)));
        Assert.All(Compose.Map("volumes").Values, volume => Assert.Empty((Dictionary<string, object?>)volume!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_has_known_keys_with_possible_values(string name)
    {
        var service = Compose.Services[name];

        Assert.Empty(service.Settings.Keys.Except(ComposeKeys.Service));
        foreach (var (key, known) in ComposeKeys.Below) Assert.Empty(service.Map(key).Keys.Except(known));
        Assert.All(service.Map("depends_on").Values, dependency => Assert.Empty(((Dictionary<string, object?>)dependency!).Keys.Except(ComposeKeys.Dependency)));
        Assert.All(service.DependsOn.Values, condition => Assert.Contains(condition, ComposeKeys.Conditions));
        Assert.Contains(service.Settings["restart"], ComposeKeys.Restarts);
        Assert.All(Durations(service), duration => Assert.Matches(Duration(), duration));
        Assert.All(service.HealthTest.Take(1), kind => Assert.Contains(kind, (string[])["CMD", "CMD-SHELL"]));
        Assert.False(service.Networks.Count > 0 && service.Settings.ContainsKey("network_mode"), "networks and network_mode exclude each other");
        Assert.False(service.Settings.ContainsKey("network_mode") && service.Settings.ContainsKey("ports"), "network_mode and ports exclude each other");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_service_refers_to_is_there(string name)
    {
        var service = Compose.Services[name];

        Assert.Empty(service.DependsOn.Keys.Except(Compose.Services.Keys));
        Assert.Empty(service.Networks.Except(Compose.Map("networks").Keys));
        Assert.Empty(service.Volumes.Select(volume => volume.Source).Where(source => !IsPath(source)).Except(Compose.Map("volumes").Keys));
        Assert.All(service.Volumes.Select(volume => volume.Source).Where(IsPath), path => Assert.True(Path.Exists(InRepository(path)), path));
        if (service.Build is { } build) Assert.True(File.Exists(Path.Combine(InRepository(build.Context), build.Dockerfile)), build.Dockerfile);
        if (service.Settings.GetValueOrDefault("network_mode") is string mode && mode.StartsWith("service:", StringComparison.Ordinal))
            Assert.Contains(mode["service:".Length..], Compose.Services.Keys);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_service_has_a_version_limits_and_no_more_rights_than_it_needs(string name)
    {
        var service = Compose.Services[name];
        var limits = (Dictionary<string, object?>)((Dictionary<string, object?>)service.Map("deploy")["resources"]!)["limits"]!;

        Assert.Matches(PinnedImage(), service.Image);
        Assert.Empty(limits.Keys.Except(ComposeKeys.Limits));
        Assert.True(double.Parse((string)limits["cpus"]!, CultureInfo.InvariantCulture) > 0);
        Assert.Matches(Size(), (string)limits["memory"]!);
        Assert.Contains("no-new-privileges:true", ((List<object?>)service.Settings["security_opt"]!).Cast<string>());
        Assert.DoesNotContain("root", service.Settings.GetValueOrDefault("user") as string ?? "", StringComparison.Ordinal);
        Assert.True(service.IsOneShot || service.HealthTest.Count > 0 || name == "collector", "it says by a health check whether it works");
    }

    [Theory]
    [InlineData("sqlserver")]
    [InlineData("postgres")]
    [InlineData("sqlserver,demo,grafana")]
    [InlineData("postgres,demo")]
    public void With_these_profiles_everything_that_is_waited_for_starts(string profiles)
    {
        var active = Compose.Active(profiles.Split(',')).ToDictionary(service => service.Name);

        Assert.Single(active.Keys, name => name is "sqlserver" or "postgres");
        Assert.All(active.Values, service => Assert.Empty(service.Requires.Except(active.Keys)));
        Assert.All(active.Values.SelectMany(service => service.DependsOn), wait =>
        {
            if (!active.TryGetValue(wait.Key, out var other)) return;
            Assert.Equal(wait.Value == "service_completed_successfully", other.IsOneShot);
            Assert.True(wait.Value != "service_healthy" || other.HealthTest.Count > 0, $"{wait.Key} has no health check to wait for");
        });
    }

    [Fact]
    public void The_example_gives_every_variable_that_must_be_given_and_none_that_nobody_reads()
    {
        var read = Interpolation.Names(File.ReadAllText(ComposeFile.Path)).ToList();
        var given = ComposeFile.ExampleVariables("x");

        Assert.Empty(read.Where(variable => variable.MustBeGiven).Select(variable => variable.Name).Except(given.Keys));
        Assert.Empty(given.Keys.Except(read.Select(variable => variable.Name)).Except(["COMPOSE_PROFILES"]));
    }

    [Fact]
    public void Without_a_password_it_does_not_start()
    {
        var given = Interpolation.ReadVariables(File.ReadLines(ComposeFile.ExamplePath));

        var refused = Assert.Throws<InvalidDataException>(() => ComposeFile.Load(given));

        Assert.Contains("PASSWORD", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_database_and_Redis_can_be_reached_by_no_port_of_the_machine()
    {
        foreach (var name in (string[])["sqlserver", "postgres", "redis", "hub-1", "hub-2"])
        {
            Assert.DoesNotContain("ports", Compose.Services[name].Settings.Keys);
            Assert.Equal(["hub"], Compose.Services[name].Networks);
        }

        Assert.Equal("true", ((Dictionary<string, object?>)Compose.Map("networks")["hub"]!)["internal"]);
    }

    private static IEnumerable<string> Durations(ServiceEntry service) =>
        ((string?[])["interval", "timeout", "start_period"]).Select(key => service.Map("healthcheck").GetValueOrDefault(key!) as string)
            .Append(service.Settings.GetValueOrDefault("stop_grace_period") as string).OfType<string>();

    private static bool IsPath(string source) => source.StartsWith('.') || source.StartsWith('/');

    private static string InRepository(string path) => Path.GetFullPath(path, ProgramPaths.Root);

    [GeneratedRegex(@"^\d+(ms|s|m|h)$")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^\d+(M|G)$")]
    private static partial Regex Size();

    // A tag with major and minor version; "latest" or "16" would be another program tomorrow.
    [GeneratedRegex(@"^[a-z0-9./-]+:v?(\d+\.\d+(\.\d+)?|2022-CU\d+)[a-z0-9.-]*$")]
    private static partial Regex PinnedImage();
}
