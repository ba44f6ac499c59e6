namespace PosCloud.HubStorage.Backups;

/// <summary>The database was found set back to an older state.</summary>
/// <param name="Epoch">Its new history.</param>
/// <param name="Problem">What it lacks, in words.</param>
/// <param name="Listed">Moves, revocations and enrolments since that state, for a person.</param>
public sealed record SetBack(string Epoch, string Problem, IReadOnlyList<string> Listed);
