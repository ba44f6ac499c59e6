namespace PosCloud.ServiceDefaults.Telemetry;

/// <summary>Names under which hosts listen; sources and meters of the project begin with <see cref="Own"/>.</summary>
public static class TelemetryNames
{
    /// <summary>Every own activity source and meter: <c>PosCloud.Hub</c>, <c>PosCloud.Terminal</c>, …</summary>
    public const string Own = "PosCloud.*";

    /// <summary>Orleans names its sources <c>Microsoft.Orleans.Application</c> and so on.</summary>
    public const string OrleansSources = "Microsoft.Orleans.*";

    public const string OrleansMeter = "Microsoft.Orleans";

    public const string Database = "Npgsql";
}
