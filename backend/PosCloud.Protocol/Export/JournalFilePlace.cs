namespace PosCloud.Protocol.Export;

/// <summary>Where a fact of an exported journal stands.</summary>
/// <param name="Previous">Chain hash before it.</param>
public sealed record JournalFilePlace(string Epoch, long Sequence, string Previous);
