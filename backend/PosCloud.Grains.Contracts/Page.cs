namespace PosCloud.Grains.Contracts;

/// <summary>A part of a longer list.</summary>
/// <param name="Next">Pass it back to read on; null at the end.</param>
[GenerateSerializer, Immutable, Alias("poscloud.page`1")]
public sealed record Page<T>([property: Id(0)] IReadOnlyList<T> Items, [property: Id(1)] string? Next);
