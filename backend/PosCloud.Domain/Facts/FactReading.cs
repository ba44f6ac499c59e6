namespace PosCloud.Domain.Facts;

/// <summary>What reading a fact's payload gave.</summary>
public abstract record FactReading
{
    private FactReading()
    {
    }

    public sealed record Understood(FactBody Body) : FactReading;

    /// <summary>A type or version that this build doesn't know; a newer one may.</summary>
    public sealed record Unknown(string Type, int Version) : FactReading;

    /// <summary>A known type whose bytes don't have its form.</summary>
    public sealed record Malformed(string Problem) : FactReading;
}
