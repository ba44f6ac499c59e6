namespace PosCloud.Domain.Facts;

/// <summary>The device's clock was found more than two minutes off, or behind the last fact.</summary>
public sealed record ClockStepped : FactBody
{
    public required DateTimeOffset Before { get; init; }

    public required DateTimeOffset After { get; init; }
}
