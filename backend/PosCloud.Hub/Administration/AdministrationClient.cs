using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using PosCloud.Hub.Commands;

namespace PosCloud.Hub.Administration;

/// <summary>Hands a verb to the hub that has the database open.</summary>
internal static class AdministrationClient
{
    // An import of a large catalogue is the slowest verb.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Null when no hub runs on this data folder.</summary>
    public static async Task<VerbAnswer?> TryAskAsync(string dataDirectory, string verb, VerbArguments arguments, CancellationToken cancellationToken)
    {
        if (RunningHub.Find(dataDirectory) is not { } hub) return null;
        using var client = new HttpClient { BaseAddress = hub.Address, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(AdministrationEndpoint.Scheme, hub.Secret);
        try
        {
            using var response = await client.PostAsJsonAsync(AdministrationEndpoint.Path, new AdministrationRequest(verb, arguments), cancellationToken);
            // Another hub got the port of one that was killed: its file tells nothing any more.
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound) return null;
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<VerbAnswer>(cancellationToken);
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return null;
        }
        catch (HttpRequestException broken)
        {
            return VerbAnswer.Failed(ExitCodes.CheckFailed, $"The running hub (process {hub.ProcessId}) didn't do it: {broken.Message}");
        }
    }
}
