using System.Collections.Concurrent;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage;

namespace PosCloud.Hub.Dotmim;

/// <summary>
/// The sessions under way on this node and the folder of each: its batches are plain sales, so they stand in the hub's own
/// data folder, one folder per session, and go when it ends or is left.
/// </summary>
internal sealed class SessionShelf(HubStorageOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LeftAfter = TimeSpan.FromMinutes(30);
    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);

    private string Root => Path.Combine(options.DataDirectory, "dotmim");

    /// <summary>Deletes what an earlier run of the hub left.</summary>
    public void Empty()
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }

    /// <summary>The session of that number; a terminal can reach its own only.</summary>
    public TerminalSession Open(TerminalId terminal, Guid session) => Find($"{terminal.Value}-{session:N}").Session;

    /// <summary>What a cookie that two terminals share comes down to.</summary>
    public TerminalSession OpenShared() => Find("shared").Session;

    /// <summary>The folder for the session's batches.</summary>
    public string FolderOf(TerminalSession session) => Path.Combine(Root, session.Id);

    public void End(TerminalSession session)
    {
        _places.TryRemove(session.Id, out _);
        Delete(FolderOf(session));
    }

    private Place Find(string id)
    {
        var now = clock.GetUtcNow();
        foreach (var (left, place) in _places.ToArray())
        {
            if (now - place.UsedAt > LeftAfter) End(place.Session);
        }

        var found = _places.GetOrAdd(id, key => new Place(new TerminalSession(key)));
        found.UsedAt = now;
        return found;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A sync with nothing to carry writes no file.
        }
    }

    private sealed class Place(TerminalSession session)
    {
        public TerminalSession Session { get; } = session;

        public DateTimeOffset UsedAt { get; set; }
    }
}
