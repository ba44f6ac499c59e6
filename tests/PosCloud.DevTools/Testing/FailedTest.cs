namespace PosCloud.DevTools.Testing;

/// <summary>A test that failed, or an error outside any test.</summary>
/// <param name="Method">What to run to try it again; null when there is no such method.</param>
internal sealed record FailedTest(string Name, string? Method, string Message)
{
    /// <summary>What went wrong and where in this repository, without the frames of libraries.</summary>
    public IEnumerable<string> Lines()
    {
        var lines = Message.Split('\n').Where(line => line.Trim().Length > 0).ToList();
        var said = lines.TakeWhile(line => !IsFrame(line)).Take(20);
        return said.Concat(lines.Where(line => IsFrame(line) && line.Contains("PosCloud.", StringComparison.Ordinal)).Take(6));
    }

    private static bool IsFrame(string line) => line.StartsWith("   at ", StringComparison.Ordinal);
}
