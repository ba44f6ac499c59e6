namespace PosCloud.Grains.Contracts;

/// <summary>Whether a change was made; if not, why, in words for the person who asked.</summary>
[GenerateSerializer, Immutable, Alias("poscloud.outcome")]
public sealed record ChangeOutcome([property: Id(0)] bool Done, [property: Id(1)] string? Problem)
{
    public static ChangeOutcome Success { get; } = new(true, null);

    public static ChangeOutcome Refused(string problem) => new(false, problem);
}
