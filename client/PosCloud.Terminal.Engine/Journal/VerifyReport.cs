namespace PosCloud.Terminal.Engine.Journal;

/// <summary>What checking the terminal's files found.</summary>
/// <param name="Facts">Facts whose hashes, numbers and chain were computed again.</param>
/// <param name="Chain">Chain hash of the last fact, hexadecimal.</param>
/// <param name="Violations">In words; empty when all is well.</param>
public sealed record VerifyReport(bool Ok, long Facts, string Chain, IReadOnlyList<string> Violations);
