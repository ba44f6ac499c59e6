using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Replica;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>One request of a sync with everything a terminal says of itself, and its answer.</summary>
internal sealed class SyncExchange(
    TerminalJournal journal, ReplicaStore replica, HubHttp http, DeviceTokens tokens, TerminalEngineOptions options, TimeProvider clock, SyncMemory memory)
{
    private const int CompressFrom = 512;

    /// <exception cref="SyncFailedException">No usable answer.</exception>
    public Task<SyncAnswer> SendAsync(SyncRun run, UploadQueue queue, UploadBatch? batch, StateRequest? state, CancellationToken cancellation) => PersistAsync(async certificate =>
    {
        var head = Head(run, queue) with { Upload = batch is null ? null : Header(batch), State = state };
        var body = SyncBody.Write(head, batch is null ? [] : [.. batch.Facts.Select(FactFrame.Of)]);
        var answer = await PostAsync(run, Routes.Sync, body, Routes.SyncMediaType, certificate, ProtocolJson.Wire.SyncAnswer, cancellation).ConfigureAwait(false);
        Check(answer.Body, batch);
        Answered(run, answer.Bytes, answer.Sent, answer.Body.HubTime);
        return answer.Body;
    });

    /// <summary>Asks what there is to do, for an engine that moves rows by itself.</summary>
    /// <exception cref="SyncFailedException">No usable answer.</exception>
    public Task<HelloAnswer> HelloAsync(SyncRun run, UploadQueue queue, EpochPosition? newest, IReadOnlyList<StreamHead> standing, CancellationToken cancellation) => PersistAsync(async certificate =>
    {
        var hello = new HelloRequest(Head(run, queue), newest, standing, journal.Clock.BootId, journal.Clock.MonotonicMilliseconds);
        var body = JsonSerializer.SerializeToUtf8Bytes(hello, ProtocolJson.Wire.HelloRequest);
        var answer = await PostAsync(run, Routes.Hello, body, "application/json", certificate, ProtocolJson.Wire.HelloAnswer, cancellation).ConfigureAwait(false);
        Check(answer.Body);
        Answered(run, answer.Bytes, answer.Sent, answer.Body.HubTime);
        return answer.Body;
    });

    private async Task<T> PersistAsync<T>(Func<string?, Task<T>> send)
    {
        try
        {
            return await InHubTimeAsync(certificate: null).ConfigureAwait(false);
        }
        catch (SyncFailedException problem) when (problem.Code == SyncErrorCode.Credential && journal.Identity is { Certificate.Length: > 0 })
        {
            // The hub was restored from a backup older than this terminal: its certificate brings it back.
            return await InHubTimeAsync(journal.Identity!.Certificate).ConfigureAwait(false);
        }

        async Task<T> InHubTimeAsync(string? certificate)
        {
            try
            {
                return await send(certificate).ConfigureAwait(false);
            }
            catch (SyncFailedException problem) when (problem is { Code: SyncErrorCode.Clock, HubTime: { } hubTime })
            {
                // The token's time was wrong; the refusal carries the right one.
                journal.Clock.Measure(clock.GetTimestamp(), hubTime);
                tokens.Forget();
                return await send(certificate).ConfigureAwait(false);
            }
        }
    }

    private async Task<(T Body, long Bytes, long Sent)> PostAsync<T>(
        SyncRun run, string route, byte[] body, string mediaType, string? certificate, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var identity = journal.Identity ?? throw new NotEnrolledException();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.HubUrl ?? identity.Hub, route));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Current());
        if (certificate is not null) request.Headers.Add(Routes.CertificateHeader, certificate);
        request.Content = Content(body, mediaType);
        run.Requests++;
        run.BytesUp += request.Content.Headers.ContentLength ?? body.Length;
        var sent = clock.GetTimestamp();
        using (memory.Waiting())
        {
            var answer = await http.SendAsync(request, type, cancellation).ConfigureAwait(false);
            return (answer.Body, answer.Bytes, sent);
        }
    }

    private void Answered(SyncRun run, long bytes, long sent, DateTimeOffset hubTime)
    {
        run.BytesDown += bytes;
        // Only now: what isn't a hub's answer says nothing of the hub, whatever its status.
        run.HubAnswered = true;
        journal.Clock.Measure(sent, hubTime);
        memory.Answered();
    }

    private SyncRequest Head(SyncRun run, UploadQueue queue) => new(
        ProtocolVersions.Protocol, ProtocolVersions.Schema, options.Program, options.Engine, journal.State.Get(JournalMeta.HubEpoch), queue.Acknowledged(),
        null, null, Report(run, queue), queue.Deleted());

    private UploadHeader Header(UploadBatch batch) => new(
        batch.Epoch, batch.Facts[0].Sequence, batch.Facts[0].Previous, batch.Facts.Count, batch.Facts[0].Fact.Store, journal.Clock.BootId,
        journal.Clock.MonotonicMilliseconds);

    private TerminalReport Report(SyncRun run, UploadQueue queue)
    {
        var pending = queue.Pending();
        return new TerminalReport(
            pending.Facts, pending.Orders, pending.Amount, pending.OldestAt, replica.State?.AsOf, clock.GetUtcNow(), journal.Clock.OffsetMilliseconds,
            memory.LastError, run.Cause, memory.OfflineSince, journal.Read(Quarantine.Count));
    }

    // What the generated reader can't check: members that must be there for the answer to make sense.
    private static void Check(SyncAnswer answer, UploadBatch? batch)
    {
        if (string.IsNullOrEmpty(answer.HubEpoch) || answer.Store.Value is null || answer.HubTime == default)
        {
            throw new SyncFailedException("The hub's answer lacks its epoch, time or store.");
        }

        if (answer.Upload is { } upload && ((batch is null ? upload.Outcome != UploadOutcome.Behind : upload.Epoch != batch.Epoch) || upload.Quarantined is null || upload.Branch is null || !Enum.IsDefined(upload.Outcome)))
        {
            throw new SyncFailedException("The hub answered about facts that were not sent.");
        }

        if (answer.State is { } state && (state.Rows is null || state.Heads is null || state.Rows.Any(r => r?.Changes is null)))
        {
            throw new SyncFailedException("The hub's page of state is incomplete.");
        }
    }

    private static void Check(HelloAnswer answer)
    {
        if (string.IsNullOrEmpty(answer.HubEpoch) || answer.Store.Value is null || answer.HubTime == default || answer.Branches is null || answer.Quarantined is null || answer.OwnLine?.Branch is null)
        {
            throw new SyncFailedException("The hub's answer lacks its epoch, time, store or how far it has got.");
        }
    }

    private static ByteArrayContent Content(byte[] body, string mediaType)
    {
        var compressed = body.Length >= CompressFrom;
        var content = new ByteArrayContent(compressed ? Compress(body) : body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (compressed) content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private static byte[] Compress(byte[] body)
    {
        using var buffer = new MemoryStream(body.Length / 2);
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(body);
        return buffer.ToArray();
    }
}
