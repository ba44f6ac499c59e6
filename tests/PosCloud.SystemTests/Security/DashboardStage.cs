using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.Dashboard.Hosting;
using PosCloud.Dashboard.Hub;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Security;

/// <summary>A hub and a dashboard in this process; a second dashboard when a test asks for it.</summary>
public class DashboardStage : HubStage
{
    public const string Password = "correct horse battery";

    private const int DashboardOffset = 1;
    private const int SecondOffset = 2;
    private const int GatewayOffset = 6;
    private readonly Dictionary<string, DashboardPerson> _people = [];
    private readonly List<WebApplication> _dashboards = [];

    public Uri Dashboard => new($"http://127.0.0.1:{Address.Port + DashboardOffset}");

    public IServiceProvider DashboardServices => _dashboards[0].Services;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StartDashboardAsync(Dashboard);
    }

    /// <summary>Another one at the same hub, with a port of its own.</summary>
    public async Task<Uri> StartSecondDashboardAsync()
    {
        var address = new Uri($"http://127.0.0.1:{Address.Port + SecondOffset}");
        if (_dashboards.Count == 1) await StartDashboardAsync(address);
        return address;
    }

    private async Task StartDashboardAsync(Uri address)
    {
        var dashboard = DashboardHost.Build(
            ["--urls", address.AbsoluteUri.TrimEnd('/'), "--data", Path.Combine(Folder, $"dashboard-{_dashboards.Count}"), $"--Dashboard:Gateway=127.0.0.1:{Address.Port + GatewayOffset}", $"--Dashboard:HubUrl={Address}"],
            AddLogs);
        _dashboards.Add(dashboard);
        await dashboard.StartAsync();
        await Waiting.UntilAsync(
            "the dashboard reaches the hub", () => Task.FromResult(dashboard.Services.GetRequiredService<HubConnection>().Reached), TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    /// <summary>An account with this role, signed in; the same one for all tests, because pages that take passwords count tries.</summary>
    internal async Task<DashboardPerson> PersonAsync(string role) => _people.TryGetValue(role, out var known) ? known : _people[role] = await SignUpAsync(role);

    /// <summary>Somebody new with this role, signed in.</summary>
    internal Task<DashboardPerson> SignUpAsync(string role) => SignUpAsync(role, $"{role}-{Guid.CreateVersion7(Clock.GetUtcNow()):N}@example.com");

    internal async Task<DashboardPerson> SignUpAsync(string role, string email)
    {
        var link = (await VerbAsync("accounts add", ("email", email), ("role", role))).Expect(0).Json.GetProperty("link").GetString()!;
        var person = new DashboardPerson(Dashboard);
        using var answer = await person.FillAsync(new Uri(link).PathAndQuery, withHidden: true, ("Form.Name", role), ("Form.Email", email), ("Form.Password", Password));
        Assert.True((int)answer.StatusCode is 302 or 303, $"The account wasn't made: {answer.StatusCode}");
        return person;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var person in _people.Values) person.Dispose();
        foreach (var dashboard in _dashboards)
        {
            await dashboard.StopAsync(CancellationToken.None);
            await dashboard.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
