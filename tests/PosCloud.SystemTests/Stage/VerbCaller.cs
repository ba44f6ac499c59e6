using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PosCloud.SystemTests.Stage;

/// <summary>Gives a running hub the verbs of its command line, the way the command does, without a process for each.</summary>
internal static class VerbCaller
{
    private static readonly HttpClient Client = new();

    /// <param name="dataFolder">The hub says there where it listens for verbs.</param>
    public static async Task<VerbResult> AskAsync(
        string dataFolder, string verb, IReadOnlyDictionary<string, string?> values, CancellationToken cancellation)
    {
        var running = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(dataFolder, "running.json"), cancellation)).RootElement;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(running.GetProperty("Address").GetString()!), "/administration/verbs"));
        request.Headers.Authorization = new AuthenticationHeaderValue("PosCloud-Secret", running.GetProperty("Secret").GetString());
        request.Content = JsonContent.Create(new { verb, arguments = new { json = true, values } });
        using var answer = await Client.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<VerbResult>(cancellation))!;
    }
}
