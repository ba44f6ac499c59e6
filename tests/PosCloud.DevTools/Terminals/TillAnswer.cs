namespace PosCloud.DevTools.Terminals;

/// <summary>One line of standard output of a <see cref="TillServer"/>: what a request came to, or a fault on the line.</summary>
internal sealed record TillAnswer
{
    /// <summary>A request to the hub went wrong on purpose; this line answers nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>Why the request could not be done.</summary>
    public string? Problem { get; init; }

    public string? Terminal { get; init; }

    /// <summary>The order just sold; in the greeting the newest one of the journal.</summary>
    public TillOrder? Order { get; init; }

    public IReadOnlyList<string>? Violations { get; init; }

    /// <summary>Rows and their SHA-256 for each synced table of the replica.</summary>
    public IReadOnlyDictionary<string, string>? Tables { get; init; }

    /// <summary>Thousandths that the screen shows as available.</summary>
    public IReadOnlyDictionary<string, long>? Available { get; init; }
}

/// <summary>An order as the till printed it.</summary>
internal sealed record TillOrder(string Id, string ReceiptNumber, long Total);
