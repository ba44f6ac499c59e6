using System.Text.Json;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Who this terminal is, once more in a file of its own: when the journal can't be read any more, what is saved of it must
/// still have a name.
/// </summary>
internal static class IdentityCopy
{
    public static void Keep(DataFolder folder, TerminalIdentity? identity)
    {
        if (identity is null || Read(folder) == identity) return;
        var unfinished = folder.Identity + ".part";
        try
        {
            File.WriteAllText(unfinished, JsonSerializer.Serialize(
                new CopiedIdentity(identity.Terminal.Value, identity.Store.Value, identity.Hub.ToString(), identity.Certificate), EngineJson.Default.CopiedIdentity));
            File.Move(unfinished, folder.Identity, overwrite: true);
        }
        catch (IOException)
        {
            // A full disk: the journal has it, and the next start tries again.
        }
    }

    /// <summary>Null when there is none that can be read.</summary>
    public static TerminalIdentity? Read(DataFolder folder)
    {
        if (!File.Exists(folder.Identity)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(folder.Identity), EngineJson.Default.CopiedIdentity) is { } copy
                && TerminalId.TryParse(copy.Terminal, out var terminal) && StoreId.TryParse(copy.Store, out var store)
                && Uri.TryCreate(copy.Hub, UriKind.Absolute, out var hub)
                ? new TerminalIdentity(terminal, store, hub, copy.Certificate ?? "")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record CopiedIdentity(string? Terminal, string? Store, string? Hub, string? Certificate);
