namespace PosCloud.Protocol.Sync;

/// <summary>What the generated reader can't check: members that every request has, and how many there may be of each.</summary>
public static class RequestRules
{
    /// <summary>Null when the request can be answered, else what is wrong with it.</summary>
    public static string? Problem(SyncRequest? request)
    {
        if (request is not { Program: not null, Engine: not null, Acknowledged: not null, Report.Cause: not null })
            return "The request lacks program, engine, acknowledged or report.";
        if (request.Acknowledged.Count > ProtocolLimits.MaxEpochs) return $"A request names at most {ProtocolLimits.MaxEpochs} epochs.";
        if (request.Acknowledged.Any(position => position is not { Epoch.Value: not null })) return "An acknowledged position lacks its epoch.";
        if (request.Deleted is { } deleted && (deleted.Count > ProtocolLimits.MaxEpochs || deleted.Any(position => position is not { Epoch.Value: not null })))
            return $"A request names at most {ProtocolLimits.MaxEpochs} epochs, each by its name.";
        if (request.Upload is { Epoch.Value: null } or { Store: { Value: null } }) return "The upload lacks its epoch or names an empty store.";
        return request.Report.PendingAmount is { } amount && amount.Currency == default ? "The pending amount lacks its currency." : null;
    }

    /// <inheritdoc cref="Problem(SyncRequest?)"/>
    public static string? Problem(HelloRequest? hello)
    {
        if (hello?.Replica is null) return "The hello lacks sync or replica.";
        if (hello.Replica.Count > ProtocolLimits.MaxStreams || hello.Replica.Any(head => head?.Stream is null))
            return $"A replica has at most {ProtocolLimits.MaxStreams} streams, each with its name.";
        if (hello.Newest is { Epoch.Value: null }) return "The newest position lacks its epoch.";
        return Problem(hello.Sync);
    }
}
