namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>What is wrong with the way a request was taken.</summary>
/// <param name="Kind">The same for the same fault, whichever request met it.</param>
internal sealed record Complaint(string Kind, string Words);
