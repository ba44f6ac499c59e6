namespace PosCloud.HubStorage;

/// <summary>Kinds of exception, as stored and shown.</summary>
public static class ExceptionKinds
{
    public const string Oversell = "oversell";
    public const string OverRefund = "over-refund";
    public const string Quarantine = "quarantine";
    public const string Clone = "clone";

    /// <summary>The hub calculates an order differently than its fact says.</summary>
    public const string Totals = "totals";

    /// <summary>Two facts with one id and different content.</summary>
    public const string DuplicateId = "duplicate-id";

    /// <summary>An order with goods that the catalogue doesn't have.</summary>
    public const string UnknownGoods = "unknown-goods";

    /// <summary>A terminal's copy of the state didn't add up to what the hub had said; it fetched a new one by itself.</summary>
    public const string ReplicaDiffered = "replica-differed";

    /// <summary>Whether a movement happened before or after a count can't be told.</summary>
    public const string DoubtfulCount = "doubtful-count";

    /// <summary>More was paid with a voucher than is known to have been put on it.</summary>
    public const string VoucherOverdrawn = "voucher-overdrawn";

    /// <summary>A customer spent more points than are known to have been earned.</summary>
    public const string PointsOverdrawn = "points-overdrawn";

    /// <summary>The hub was restored from a backup, and something since then is to be looked at.</summary>
    public const string Restored = "restored";

    /// <summary>A terminal that the database didn't know came back by its certificate.</summary>
    public const string Readmitted = "readmitted";

    /// <summary>Facts before an imported one are missing.</summary>
    public const string Hole = "hole";

    /// <summary>A terminal began a journal epoch that no hub gave it.</summary>
    public const string OwnEpoch = "own-epoch";

    /// <summary>A terminal with an open shift isn't heard; ends by itself.</summary>
    public const string SilentTerminal = "silent-terminal";

    /// <summary>A terminal is online, and what it made goes on waiting there; ends by itself.</summary>
    public const string SalesWaiting = "sales-waiting";
}
