using System.Net;
using PosCloud.Dashboard.Accounts;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security;

/// <summary>Every page, download and form of the dashboard: who gets it, and what others are told.</summary>
public sealed class DashboardEndpointTests(DashboardStage stage) : IClassFixture<DashboardStage>
{
    private static readonly string[] Anonymous = ["/sign-in", "/set-up", "/not-found", "/health/live", "/health/ready", "/metrics", "/_blazor", "/_framework", "/_content"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_not_signed_in_gets_no_page_and_no_download()
    {
        using var device = await RawDevice.EnrolAsync(stage, "S1");
        using var stranger = new DashboardPerson(stage.Dashboard);
        var tried = 0;
        foreach (var route in Endpoints.Of(stage.DashboardServices).Where(route => !IsAnonymous(route)))
        {
            foreach (var authorization in (string?[])[null, "Bearer " + device.Token(device.Terminal), "Basic YTpi"])
            {
                using var message = Message(route);
                if (authorization is not null) message.Headers.Add("Authorization", authorization);
                using var answer = await stranger.Client.SendAsync(message, Cancellation);
                tried++;

                Assert.True(
                    answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound
                    || answer.Headers.Location?.OriginalString.Contains("/sign-in", StringComparison.Ordinal) == true,
                    $"{route}: {answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.True(tried > 40, $"Only {tried} requests: the endpoints weren't found.");
    }

    [Theory]
    [InlineData("viewer", "/settings/audit", false)]
    [InlineData("viewer", "/settings/accounts", false)]
    [InlineData("viewer", "/settings/stores/S1/enrol", false)]
    [InlineData("viewer", "/catalogue/import", false)]
    [InlineData("operator", "/settings/audit", false)]
    [InlineData("operator", "/settings/stores/new", false)]
    [InlineData("manager", "/settings/accounts", false)]
    [InlineData("manager", "/settings/audit", true)]
    [InlineData("owner", "/settings/accounts", true)]
    [InlineData("viewer", "/orders", true)]
    public async Task A_page_opens_only_for_the_roles_it_is_for(string role, string page, bool opens)
    {
        var person = await stage.PersonAsync(role);

        using var answer = await person.Client.GetAsync(page, Cancellation);

        Assert.True(opens == (answer.StatusCode == HttpStatusCode.OK), $"{answer.StatusCode} {answer.Headers.Location}");
    }

    [Fact]
    public async Task Pages_have_safe_headers_and_the_sign_in_cookie_is_for_http_and_this_site_only()
    {
        var person = await stage.PersonAsync("viewer");

        foreach (var path in (string[])["/", "/sign-in", "/orders", "/export/orders.csv", "/nowhere"])
        {
            using var page = await person.Client.GetAsync(path, Cancellation);
            if (page.StatusCode != HttpStatusCode.Redirect) SafeHeaders.AssertOn(page);
        }

        Assert.All(person.Cookies.Where(cookie => cookie.Name.StartsWith("poscloud-dashboard", StringComparison.Ordinal)), cookie => Assert.True(cookie.HttpOnly));
    }

    [Theory]
    [InlineData("//shop.example")]
    [InlineData("/\\shop.example")]
    [InlineData("https://shop.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/sign-out")]
    [InlineData("\\\\shop.example")]
    [InlineData("/\t/shop.example")]
    public void After_signing_in_nobody_is_led_to_another_site(string returnUrl)
    {
        var target = SignInState.Target(returnUrl);

        Assert.True(target is "/" || (Uri.TryCreate(stage.Dashboard, target, out var led) && led.Authority == stage.Dashboard.Authority), target);
    }

    [Theory]
    [InlineData("Origin", "https://shop.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_form_of_another_site_and_one_without_its_token_do_nothing(string header, string value)
    {
        var person = await stage.PersonAsync("owner");
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([]) };
        foreign.Headers.Add(header, value);

        using var refused = await person.Client.SendAsync(foreign, Cancellation);
        using var without = await person.Client.PostAsync("/sign-out", new FormUrlEncodedContent([]), Cancellation);
        using var still = await person.Client.GetAsync("/orders", Cancellation);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, without.StatusCode, still.StatusCode));
    }

    [Fact]
    public async Task Guessing_passwords_ends_in_a_lock_that_is_told_in_words_and_its_neighbour_is_let_in()
    {
        var email = "guessed@example.com";
        var link = (await stage.VerbAsync("accounts add", ("email", email), ("role", "manager"))).Expect(0).Json.GetProperty("link").GetString()!;
        using var owner = new DashboardPerson(stage.Dashboard);
        (await owner.FillAsync(new Uri(link).PathAndQuery, withHidden: true, ("Form.Name", "Ana"), ("Form.Email", email), ("Form.Password", DashboardStage.Password))).Dispose();
        using var guesser = new DashboardPerson(stage.Dashboard);
        var answers = new List<string>();
        for (var guess = 0; guess < 6; guess++)
        {
            using var answer = await guesser.FillAsync("/sign-in", withHidden: true, ("Form.Email", email), ("Form.Password", $"wrong password {guess}"));
            answers.Add(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation)));
        }

        Assert.Contains(SignInState.Wrong, answers[0], StringComparison.Ordinal);
        Assert.Contains(SignInState.Locked, answers[^1], StringComparison.Ordinal);
        var neighbour = await stage.PersonAsync("manager");
        using var page = await neighbour.Client.GetAsync("/orders", Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Text_that_is_a_program_elsewhere_is_text_on_pages_and_in_downloads()
    {
        const string name = "<img src=x onerror=alert(1)>";
        const string formula = "=cmd|' /C calc'!A1";
        var (first, second) = (stage.NewSku(), stage.NewSku());
        await stage.StockAsync(new Goods(first, 1m, 10, Name: name), new Goods(second, 1m, 10, Name: formula));
        var person = await stage.PersonAsync("viewer");

        var page = await person.Client.GetStringAsync("/stock?store=S1", Cancellation);
        var download = await person.Client.GetStringAsync("/export/stock.csv?store=S1", Cancellation);

        Assert.DoesNotContain(name, page, StringComparison.Ordinal);
        Assert.Contains(name, download, StringComparison.Ordinal);
        Assert.DoesNotContain("," + formula, download, StringComparison.Ordinal);
        Assert.Contains("'" + formula, download, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/orders?q=%00")]
    [InlineData("/orders?q=%27%3B+DROP+TABLE+fact%3B+--")]
    [InlineData("/export/orders.csv?q=%00&store=%00&terminal=%00&day=%00")]
    [InlineData("/export/stock.csv?store=..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/export/ledger.csv?store=S1&sku=%00")]
    [InlineData("/export/sessions.csv?terminal=%0d%0aSet-Cookie:x")]
    [InlineData("/terminals/%2e%2e")]
    [InlineData("/orders?day=9999999-99-99")]
    public async Task Odd_questions_get_an_answer(string address)
    {
        var person = await stage.PersonAsync("owner");

        using var answer = await person.Client.GetAsync(address, Cancellation);

        var words = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)answer.StatusCode is < 500 or 503, $"{answer.StatusCode}: {words}");
        Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie") && answer.Headers.GetValues("Set-Cookie").Any(cookie => cookie.StartsWith('x')));
    }

    private static bool IsAnonymous(string route) => Anonymous.Any(open => route.Split(' ')[1].StartsWith(open, StringComparison.Ordinal));

    private static HttpRequestMessage Message(string route)
    {
        var parts = route.Split(' ', 2);
        var path = System.Text.RegularExpressions.Regex.Replace(parts[1], @"\{[^}]*\}", "x");
        return new HttpRequestMessage(parts[0] == "POST" ? HttpMethod.Post : HttpMethod.Get, path);
    }
}
