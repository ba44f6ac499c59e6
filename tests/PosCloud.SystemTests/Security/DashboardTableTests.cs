using System.Net;
using System.Text.RegularExpressions;
using PosCloud.Dashboard.Accounts;
using PosCloud.Grains.Contracts;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security;

/// <summary>Every endpoint and page of the running dashboard against everybody it isn't for.</summary>
public sealed partial class DashboardTableTests(DashboardStage stage) : IClassFixture<DashboardStage>
{
    private const string Open = "";

    /// <summary>Route and the lowest role it is for.</summary>
    private static readonly (string Route, string Lowest)[] Table =
    [
        ("ANY /health/live", Open),
        ("ANY /health/ready", Open),
        ("ANY /metrics", Open),
        ("GET|POST /sign-in", Open),
        ("GET|POST /set-up", Open),
        ("GET|POST /", Roles.Viewer),
        ("GET|POST /catalogue", Roles.Viewer),
        ("GET|POST /catalogue/import", Roles.Manager),
        ("GET|POST /catalogue/products/{Product}", Roles.Viewer),
        ("GET|POST /credits", Roles.Viewer),
        ("GET|POST /exceptions", Roles.Viewer),
        ("GET|POST /more", Roles.Viewer),
        ("GET|POST /not-allowed", Roles.Viewer),
        ("GET|POST /not-found", Roles.Viewer),
        ("GET|POST /orders", Roles.Viewer),
        ("GET|POST /orders/{Store}/{*Entry}", Roles.Viewer),
        ("GET|POST /receipts/{Number}", Roles.Viewer),
        ("GET|POST /settings", Roles.Viewer),
        ("GET|POST /settings/accounts", Roles.Owner),
        ("GET|POST /settings/audit", Roles.Manager),
        ("GET|POST /settings/stores/{Code}", Roles.Manager),
        ("GET|POST /settings/stores/{Code}/enrol", Roles.Manager),
        ("GET|POST /stock", Roles.Viewer),
        ("GET|POST /stock/{Store}/{Sku}", Roles.Viewer),
        ("GET|POST /terminals", Roles.Viewer),
        ("GET|POST /terminals/{Terminal}", Roles.Viewer),
        ("GET /export/ledger.csv", Roles.Viewer),
        ("GET /export/orders.csv", Roles.Viewer),
        ("GET /export/sessions.csv", Roles.Viewer),
        ("GET /export/stock.csv", Roles.Viewer),
        ("GET /export/terminals.csv", Roles.Viewer),
        ("POST /sign-out", Roles.Viewer),
    ];

    private static readonly string[] LowestFirst = [Roles.Viewer, Roles.Operator, Roles.Manager, Roles.Owner];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_endpoint_of_the_running_dashboard_has_a_line_in_the_table() =>
        Assert.Equal(
            string.Join('\n', Table.Select(row => row.Route).Order(StringComparer.Ordinal)),
            string.Join('\n', Endpoints.Of(stage.DashboardServices).Where(route => !IsFramework(route))));

    [Fact]
    public async Task Nothing_behind_the_door_opens_for_any_cookie_that_is_not_or_no_longer_right()
    {
        var good = (await stage.PersonAsync(Roles.Owner)).Cookies.Single(cookie => cookie.Name == CookieForge.Name).Value;
        var wrong = new CookieForge(stage.DashboardServices).Wrong(good).ToList();
        foreach (var (route, _) in Table.Where(row => row.Lowest != Open))
        {
            foreach (var (name, cookie) in wrong)
            {
                using var answer = await SendAsync(route, cookie);

                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized || IsLedTo(answer, "/sign-in"), $"{route} with {name}: {answer.StatusCode} {answer.Headers.Location}");
                Assert.DoesNotContain("   at ", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            }

            using var right = await SendAsync(route, good);
            Assert.False(IsLedTo(right, "/sign-in") && route != "POST /sign-out", $"{route} with the right cookie");
        }
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Owner)]
    public async Task Every_page_opens_for_its_roles_and_for_no_lower_one(string role)
    {
        var cookie = (await stage.PersonAsync(role)).Cookies.Single(cookie => cookie.Name == CookieForge.Name).Value;
        foreach (var (route, lowest) in Table.Where(row => row.Lowest != Open && row.Route.StartsWith("GET", StringComparison.Ordinal) && row.Route != "GET|POST /not-allowed"))
        {
            using var answer = await SendAsync(route, cookie);

            var mayOpen = Array.IndexOf(LowestFirst, role) >= Array.IndexOf(LowestFirst, lowest);
            Assert.True(mayOpen != (IsLedTo(answer, "/not-allowed") || answer.StatusCode == HttpStatusCode.Forbidden), $"{route} for {role}: {answer.StatusCode} {answer.Headers.Location}");
            Assert.True((int)answer.StatusCode < 500, $"{route} for {role}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task No_form_of_another_site_is_taken_also_with_the_right_cookie(string origin)
    {
        var cookie = (await stage.PersonAsync(Roles.Owner)).Cookies.Single(cookie => cookie.Name == CookieForge.Name).Value;
        foreach (var (route, _) in Table.Where(row => row.Route.Contains("POST", StringComparison.Ordinal)))
        {
            using var message = Message(route, cookie, HttpMethod.Post);
            message.Headers.Add("Origin", origin);
            using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = stage.Dashboard };
            using var answer = await client.SendAsync(message, Cancellation);

            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route} from {origin}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_through_two_dashboards_are_counted_together_and_a_locked_account_reads_nothing()
    {
        const int guesses = 8;
        const string email = "guessed-at-once@example.com";
        using var owner = await stage.SignUpAsync(Roles.Manager, email);
        var cookie = owner.Cookies.Single(cookie => cookie.Name == CookieForge.Name).Value;
        var dashboards = new[] { stage.Dashboard, await stage.StartSecondDashboardAsync() };

        var answers = await Task.WhenAll(Enumerable.Range(0, guesses).Select(async guess =>
        {
            using var guesser = new DashboardPerson(dashboards[guess % 2]);
            using var answer = await guesser.FillAsync("/sign-in", withHidden: true, ("Form.Email", email), ("Form.Password", $"wrong password {guess}"));
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
        }));
        using var late = new DashboardPerson(dashboards[1]);
        using var right = await late.FillAsync("/sign-in", withHidden: true, ("Form.Email", email), ("Form.Password", DashboardStage.Password));

        Assert.Equal(guesses, answers.Count(words => words.Contains(SignInState.Wrong, StringComparison.Ordinal) || words.Contains(SignInState.Locked, StringComparison.Ordinal)));
        Assert.InRange(answers.Count(words => words.Contains(SignInState.Wrong, StringComparison.Ordinal)), 1, 5);
        Assert.Contains(SignInState.Locked, WebUtility.HtmlDecode(await right.Content.ReadAsStringAsync(Cancellation)), StringComparison.Ordinal);
        // Whoever has its cookie gets no ticket from the hub either while it pauses.
        using var export = await SendAsync("GET /export/orders.csv", cookie);
        Assert.NotEqual(HttpStatusCode.OK, export.StatusCode);
        stage.Clock.Pass(TimeSpan.FromMinutes(6));
        using var later = await late.FillAsync("/sign-in", withHidden: true, ("Form.Email", email), ("Form.Password", DashboardStage.Password));
        Assert.True((int)later.StatusCode is 302 or 303, $"{later.StatusCode}");
    }

    private async Task<HttpResponseMessage> SendAsync(string route, string? cookie)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = stage.Dashboard };
        using var message = Message(route, cookie, route.StartsWith("POST", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get);
        return await client.SendAsync(message, Cancellation);
    }

    private static HttpRequestMessage Message(string route, string? cookie, HttpMethod method)
    {
        var message = new HttpRequestMessage(method, Parameter().Replace(route.Split(' ')[1], found => found.Value.Contains("Product", StringComparison.Ordinal) ? "new" : "S1"));
        if (method == HttpMethod.Post) message.Content = new FormUrlEncodedContent([]);
        if (cookie is not null) message.Headers.Add("Cookie", $"{CookieForge.Name}={cookie}");
        return message;
    }

    private static bool IsLedTo(HttpResponseMessage answer, string page) => answer.Headers.Location?.OriginalString.Contains(page, StringComparison.Ordinal) == true;

    private static bool IsFramework(string route) => route.Contains("/_framework", StringComparison.Ordinal) || route.Contains("/_blazor", StringComparison.Ordinal) || route.Contains("path:file", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
