using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PosCloud.Dashboard.Hosting;
using PosCloud.Dashboard.Hub;
using PosCloud.SystemTests.Stage;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Security;

/// <summary>A hub and a dashboard in this process.</summary>
public sealed class DashboardStage : HubStage
{
    public const string Password = "correct horse battery";

    private const int DashboardOffset = 1;
    private const int GatewayOffset = 6;
    private readonly Dictionary<string, DashboardPerson> _people = [];
    private WebApplication? _dashboard;

    public Uri Dashboard => new($"http://127.0.0.1:{Address.Port + DashboardOffset}");

    public IServiceProvider DashboardServices => _dashboard!.Services;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _dashboard = DashboardHost.Build(
            ["--urls", Dashboard.AbsoluteUri.TrimEnd('/'), "--data", Path.Combine(Folder, "dashboard"), $"--Dashboard:Gateway=127.0.0.1:{Address.Port + GatewayOffset}", $"--Dashboard:HubUrl={Address}"],
            builder => builder.Logging.ClearProviders().AddProvider(Logs).AddFilter("PosCloud", LogLevel.Trace).AddFilter("Microsoft.AspNetCore", LogLevel.Information));
        await _dashboard.StartAsync();
        await Waiting.UntilAsync(
            "the dashboard reaches the hub", () => Task.FromResult(_dashboard.Services.GetRequiredService<HubConnection>().Reached), TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    /// <summary>An account with this role, signed in; the same one for all tests, because pages that take passwords count tries.</summary>
    internal async Task<DashboardPerson> PersonAsync(string role) => _people.TryGetValue(role, out var known) ? known : _people[role] = await SignUpAsync(role);

    private async Task<DashboardPerson> SignUpAsync(string role)
    {
        var email = $"{role}-{Guid.CreateVersion7(Clock.GetUtcNow()):N}@example.com";
        var link = (await VerbAsync("accounts add", ("email", email), ("role", role))).Expect(0).Json.GetProperty("link").GetString()!;
        var person = new DashboardPerson(Dashboard);
        using var answer = await person.FillAsync(new Uri(link).PathAndQuery, withHidden: true, ("Form.Name", role), ("Form.Email", email), ("Form.Password", Password));
        Assert.True((int)answer.StatusCode is 302 or 303, $"The account wasn't made: {answer.StatusCode}");
        return person;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var person in _people.Values) person.Dispose();
        if (_dashboard is not null)
        {
            await _dashboard.StopAsync(CancellationToken.None);
            await _dashboard.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
