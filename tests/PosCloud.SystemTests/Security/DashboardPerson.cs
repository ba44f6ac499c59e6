using System.Net;
using System.Text.RegularExpressions;

namespace PosCloud.SystemTests.Security;

/// <summary>Somebody with a browser at the dashboard, reduced to what a browser sends.</summary>
internal sealed partial class DashboardPerson : IDisposable
{
    private readonly HttpClientHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };

    public DashboardPerson(Uri dashboard) => Client = new HttpClient(_handler) { BaseAddress = dashboard };

    public HttpClient Client { get; }

    public IReadOnlyList<Cookie> Cookies => [.. _handler.CookieContainer.GetAllCookies().Cast<Cookie>()];

    /// <summary>Fills a page's form and sends it, with the page's own hidden fields unless told otherwise.</summary>
    public async Task<HttpResponseMessage> FillAsync(string page, bool withHidden, params (string Name, string Value)[] fields)
    {
        var html = await Client.GetStringAsync(page, TestContext.Current.CancellationToken);
        var all = Hidden().Matches(html).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        if (!withHidden) all.Remove("__RequestVerificationToken");
        foreach (var (name, value) in fields) all[name] = value;
        return await Client.PostAsync(page, new FormUrlEncodedContent(all), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
