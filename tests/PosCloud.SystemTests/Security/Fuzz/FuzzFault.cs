namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>A complaint, and what was on its way when it came up.</summary>
/// <param name="Sent">This sender's request first, then those of the others: a line in a log names no request.</param>
internal sealed record FuzzFault(Complaint Complaint, int Sender, int Number, IReadOnlyList<(FuzzDevice Device, FuzzCase Case)> Sent);
