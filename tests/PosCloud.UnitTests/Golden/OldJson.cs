using System.Text.Json;

namespace PosCloud.UnitTests.Golden;

/// <summary>Compares what was read from an old file, written again, with the file itself.</summary>
internal static class OldJson
{
    /// <summary>Paths of everything in the old text that the new one lacks or has otherwise. A newer version may have more, never less.</summary>
    public static IEnumerable<string> Lost(ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> now)
    {
        using var before = JsonDocument.Parse(old);
        using var after = JsonDocument.Parse(now);
        return [.. Lost("$", before.RootElement, after.RootElement)];
    }

    private static IEnumerable<string> Lost(string path, JsonElement before, JsonElement after)
    {
        if (before.ValueKind != after.ValueKind) return [path];
        return before.ValueKind switch
        {
            JsonValueKind.Object => before.EnumerateObject().SelectMany(member => after.TryGetProperty(member.Name, out var same)
                ? Lost($"{path}.{member.Name}", member.Value, same)
                : [$"{path}.{member.Name}"]),
            JsonValueKind.Array when before.GetArrayLength() != after.GetArrayLength() => [path],
            JsonValueKind.Array => before.EnumerateArray().Zip(after.EnumerateArray()).SelectMany((pair, i) => Lost($"{path}[{i}]", pair.First, pair.Second)),
            _ => JsonElement.DeepEquals(before, after) ? [] : [path],
        };
    }
}
