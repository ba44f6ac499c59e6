using PosCloud.Domain.Facts;

namespace PosCloud.Terminal.Engine.Files;

/// <summary>Tells machines apart, where the operating system has a name for them that is not copied with a folder.</summary>
internal static class MachineId
{
    private static readonly string[] Files = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

    /// <summary>A hash, because the id itself is meant to stay on the machine; null where there is none.</summary>
    public static string? Read()
    {
        foreach (var file in Files)
        {
            try
            {
                var text = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
                if (text.Length > 0) return Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes("poscloud:" + text)).ToString()[..16];
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // As if there were none.
            }
        }

        return null;
    }
}
