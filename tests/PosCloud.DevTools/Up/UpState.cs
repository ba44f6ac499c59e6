using System.Text.Json;

namespace PosCloud.DevTools.Up;

/// <summary>What an earlier <c>up</c> left in the folder: written last, so that a half-made shop is made anew.</summary>
/// <param name="PortBase">Terminals were paired over lines in this block.</param>
internal sealed record UpState(int PortBase)
{
    public static async Task<UpState?> ReadAsync(string folder, CancellationToken cancellation)
    {
        var file = FileIn(folder);
        return File.Exists(file) ? JsonSerializer.Deserialize<UpState>(await File.ReadAllTextAsync(file, cancellation)) : null;
    }

    public Task WriteAsync(string folder, CancellationToken cancellation) =>
        File.WriteAllTextAsync(FileIn(folder), JsonSerializer.Serialize(this), cancellation);

    private static string FileIn(string folder) => Path.Combine(folder, "up.json");
}
