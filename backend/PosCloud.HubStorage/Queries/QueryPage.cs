namespace PosCloud.HubStorage.Queries;

/// <summary>Part of a list.</summary>
/// <param name="Next">What to ask the next part with; null on the last.</param>
public sealed record QueryPage<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Most rows one question gets.</summary>
    public const int MaxLimit = 500;

    internal static int Limit(int asked) => Math.Clamp(asked, 1, MaxLimit);

    /// <summary>Of a list that was read one row further than asked.</summary>
    internal static QueryPage<T> Of(List<T> read, int limit, Func<T, string> key) =>
        read.Count > limit ? new QueryPage<T>(read[..limit], key(read[limit - 1])) : new QueryPage<T>(read, null);
}
