namespace PosCloud.DevTools.Terminals;

/// <summary>One line of standard input of a <see cref="TillServer"/>.</summary>
/// <param name="Verb">One of the constants.</param>
internal sealed record TillRequest(string Verb)
{
    /// <summary>Pairs the terminal by <see cref="Code"/>.</summary>
    public const string Enrol = "enrol";

    /// <summary>Sells <see cref="Lines"/>.</summary>
    public const string Sell = "sell";

    /// <summary>From now on so many requests to the hub go wrong.</summary>
    public const string Faults = "faults";

    /// <summary>Syncs until the replica shows every fact of this terminal.</summary>
    public const string Settle = "settle";

    /// <summary>Checks the files and says what the replica holds.</summary>
    public const string Books = "books";

    public string? Code { get; init; }

    public IReadOnlyList<TillLine> Lines { get; init; } = [];

    public bool ByCard { get; init; }

    /// <summary>Part of the requests that go wrong, from 0 to 1.</summary>
    public double FaultShare { get; init; }
}

/// <summary>One line of a sale; a negative number of pieces is a return without a receipt.</summary>
internal sealed record TillLine(string Sku, long Pieces, long MinorUnits);
