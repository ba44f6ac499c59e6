using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace PosCloud.Terminal.Commands;

/// <summary>Hands a command to the terminal program that runs on the same data folder.</summary>
public static class RunningTerminal
{
    /// <summary>Its answer, or null when none runs there.</summary>
    public static async Task<CommandResult?> TryAskAsync(string folder, VerbCall call, CancellationToken cancellation)
    {
        if (ServingNote.Read(folder) is not { } note)
        {
            return null;
        }

        // A sync may wait as long as it was told to; the command line's own Ctrl+C ends it.
        using var client = new HttpClient { BaseAddress = new Uri(note.Address), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", note.Token);
        try
        {
            using var answer = await client.PostAsJsonAsync(CommandEndpoint.Path, call, CommandJson.Default.VerbCall, cancellation);
            // Another program may have taken the port since; it doesn't know the token.
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync(CommandJson.Default.CommandResult, cancellation)
                : null;
        }
        catch (HttpRequestException)
        {
            // The note is left over from a program that was killed.
            return null;
        }
    }
}
