namespace PosCloud.Simulation.Model;

/// <summary>A fact as it stands in a file, read with plain SQL.</summary>
/// <param name="Position">Order in which its journal got it; 0 for one read from the hub.</param>
/// <param name="Chain">Chain hash in hexadecimal.</param>
/// <param name="Content">Content hash in hexadecimal.</param>
internal sealed record JournalFact(
    long Position, string Epoch, long Sequence, string Id, string Type, string Store, string Content, string Chain, IReadOnlyList<Movement> Movements)
{
    public string Key => Epoch + "/" + Sequence;
}
