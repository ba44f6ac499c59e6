using System.Net;
using System.Text.RegularExpressions;

namespace PosCloud.SystemTests.Nodes;

/// <summary>A person at the dashboard without a browser: fills forms, keeps cookies.</summary>
internal sealed partial class DashboardVisitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
    private readonly HttpClient _client;

    public DashboardVisitor() => _client = new HttpClient(_handler);

    /// <summary>Opens a set-up link and sets a password there, which signs in.</summary>
    public async Task SetUpAsync(Uri link, string email, CancellationToken cancellation)
    {
        var page = await _client.GetStringAsync(link, cancellation);
        var fields = Hidden().Matches(page).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        fields["Form.Name"] = "Ana";
        fields["Form.Email"] = email;
        fields["Form.Password"] = "correct horse battery";
        using var answer = await _client.PostAsync(link, new FormUrlEncodedContent(fields), cancellation);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"The form was answered with {answer.StatusCode}.");
    }

    /// <summary>What only somebody who is signed in gets, read through the hub; the status and the content.</summary>
    public async Task<(HttpStatusCode Status, string Content)> TerminalsAsync(Uri dashboard, CancellationToken cancellation)
    {
        using var answer = await _client.GetAsync(new Uri(dashboard, "/export/terminals.csv"), cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
