namespace PosCloud.Domain.Facts;

/// <summary>What a fact says: one sealed record per type, self-contained, so that it can be read without any other data.</summary>
public abstract record FactBody
{
    public required FactContext Context { get; init; }
}
