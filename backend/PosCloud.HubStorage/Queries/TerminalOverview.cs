using PosCloud.HubStorage.Rows;

namespace PosCloud.HubStorage.Queries;

/// <summary>A terminal with what it last said.</summary>
/// <param name="Report">Null before its first sync.</param>
/// <param name="Quarantined">Its facts in quarantine.</param>
/// <param name="Epoch">Journal epoch of its newest facts.</param>
public sealed record TerminalOverview(
    TerminalRow Terminal, string StoreName, string TimeZone, TerminalReportRow? Report, int Quarantined, string Epoch, long AcceptedThrough, long AppliedThrough);
