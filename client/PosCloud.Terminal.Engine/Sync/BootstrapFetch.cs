using System.Net;
using System.Net.Http.Headers;
using PosCloud.Protocol;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Errors;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Files;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// Fetches a ready-made replica into a file named after its hash, and goes on at the byte where an earlier try ended, of
/// whatever node, program run or day.
/// </summary>
internal sealed class BootstrapFetch(DataFolder folder, TerminalJournal journal, HubHttp http, DeviceTokens tokens, TerminalEngineOptions options, TimeProvider clock, SyncMemory memory)
{
    private const int Step = 128 * 1024;

    // A line that breaks again and again still gets on as long as bytes come; this only ends a hub that sends one at a time.
    private const int MaxConnections = 200;

    /// <param name="progress">Told how many bytes are here.</param>
    /// <param name="shouldPause">True when something more urgent waits; asked between two pieces.</param>
    /// <returns>True when all bytes are here, false when it paused.</returns>
    /// <exception cref="SyncFailedException">The line or the hub failed before another byte came; what is here stays.</exception>
    /// <exception cref="IOException">The disk can't take it.</exception>
    public async Task<bool> RunAsync(BootstrapOffer offer, Action<long> progress, Func<bool> shouldPause, CancellationToken cancellation)
    {
        folder.DeleteFetched(except: offer.File);
        var path = folder.Fetched(offer.File!);
        for (var connection = 0; ; connection++)
        {
            var before = Length(path);
            if (before > offer.Bytes) File.Delete(path);
            else if (before == offer.Bytes) return true;
            progress(Length(path));
            try
            {
                if (!await ContinueAsync(offer, path, progress, shouldPause, cancellation).ConfigureAwait(false)) return false;
            }
            catch (SyncFailedException) when (Length(path) > before && connection < MaxConnections)
            {
                // Bytes came, so the line is there: on from where it broke.
            }
        }
    }

    private async Task<bool> ContinueAsync(BootstrapOffer offer, string path, Action<long> progress, Func<bool> shouldPause, CancellationToken cancellation)
    {
        var from = Length(path);
        using var request = Request(offer.File!, from);
        using var response = await OpenAsync(request, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK) from = 0;
        else if (response.Content.Headers.ContentRange is not { } range || range.From != from || range.Length != offer.Bytes)
            throw new SyncFailedException("The hub sent another part of the file than was asked for.");
        await using var target = new FileStream(path, from == 0 ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await using var source = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[Step];
        while (from < offer.Bytes)
        {
            if (shouldPause()) return false;
            var read = await ReadAsync(source, buffer, cancellation).ConfigureAwait(false);
            // Never more than was offered, whatever comes: the disk belongs to the journal.
            var wanted = (int)Math.Min(read, offer.Bytes - from);
            await target.WriteAsync(buffer.AsMemory(0, wanted), cancellation).ConfigureAwait(false);
            progress(from += wanted);
        }

        return true;
    }

    private async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var waiting = memory.Waiting();
            var read = await source.ReadAsync(buffer, both.Token).ConfigureAwait(false);
            if (read > 0) memory.Answered();
            return read > 0 ? read : throw new SyncFailedException("The hub's file broke off in the middle.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SyncFailedException($"Nothing more of the hub's file came for {options.RequestTimeout.TotalSeconds:0} seconds.");
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException)
        {
            throw new SyncFailedException("The hub's file broke off in the middle.", cause: problem);
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.OpenAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (SyncFailedException problem) when (problem is { Code: SyncErrorCode.Clock, HubTime: { } hubTime })
        {
            journal.Clock.Measure(clock.GetTimestamp(), hubTime);
            tokens.Forget();
            throw;
        }
    }

    private HttpRequestMessage Request(string file, long from)
    {
        var identity = journal.Identity ?? throw new NotEnrolledException();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.HubUrl ?? identity.Hub, $"{Routes.Bootstrap}/{file}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Current());
        // As it lies on the hub: a second compression would make positions meaningless.
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (from == 0) return request;
        request.Headers.Range = new RangeHeaderValue(from, null);
        request.Headers.IfRange = new RangeConditionHeaderValue($"\"{file}\"");
        return request;
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
