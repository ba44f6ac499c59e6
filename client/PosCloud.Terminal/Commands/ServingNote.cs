using System.Text.Json;

namespace PosCloud.Terminal.Commands;

/// <summary>
/// What the running terminal program leaves in its data folder so that commands find it: its loopback address and a
/// token drawn at each start. Who may read the folder may command the terminal anyway.
/// </summary>
/// <param name="Address">http://127.0.0.1:5111</param>
/// <param name="Token">Sent as bearer token.</param>
public sealed record ServingNote(string Address, string Token)
{
    private const string Name = "serving.json";

    /// <summary>The note in that folder; null when there is none or it can't be read.</summary>
    public static ServingNote? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, Name)), CommandJson.Default.ServingNote);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the note for the owner's eyes only.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, this, CommandJson.Default.ServingNote);
    }

    /// <summary>Takes the note away at stop.</summary>
    public static void Remove(string folder) => File.Delete(Path.Combine(folder, Name));
}
