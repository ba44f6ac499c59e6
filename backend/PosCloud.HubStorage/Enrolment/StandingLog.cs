using System.Text;
using System.Text.Json;
using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>
/// Who is a terminal, of which store, and who was revoked: one line per change in a file outside the database. A restored
/// database forgets what happened since its backup; this file doesn't, so that no revoked device comes back unseen and no
/// terminal's code is given twice.
/// </summary>
public sealed class StandingLog(string directory)
{
    public const string FileName = "terminals.log";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private const int MaxTries = 400;

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(directory, FileName);

    /// <summary>The folder of what the hub keeps outside its database.</summary>
    public string Folder { get; } = directory;

    /// <summary>Adds a line; it is on the disk when this returns.</summary>
    public void Note(TerminalId terminal, StoreId store, bool revoked, string by, DateTimeOffset at)
    {
        var line = JsonSerializer.Serialize(new Line(terminal.Value, store.Value, revoked, by, at), Json) + "\n";
        lock (_gate)
        {
            Directory.CreateDirectory(Folder);
            using var file = Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // What a crash or a full disk cut off would take this line with it.
            if (IsCut(file)) line = "\n" + line;
            file.Write(Encoding.UTF8.GetBytes(line));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>The last word on every terminal. A line that was cut by a crash says nothing.</summary>
    public IReadOnlyDictionary<TerminalId, NotedStanding> ReadAll()
    {
        var standings = new Dictionary<TerminalId, NotedStanding>();
        if (!File.Exists(_path)) return standings;
        using var reader = new StreamReader(Open(FileMode.Open, FileAccess.Read, FileShare.Read));
        while (reader.ReadLine() is { } text)
        {
            if (Parse(text) is not { } line || !TerminalId.TryParse(line.Terminal, out var terminal) || !StoreId.TryParse(line.Store, out var store)) continue;
            var stores = standings.TryGetValue(terminal, out var before) ? before.Stores : [];
            standings[terminal] = new NotedStanding(store, line.Revoked, line.By, line.At, [.. stores.Append(store).Distinct()]);
        }

        return standings;
    }

    /// <summary>
    /// Nodes share the folder: one at a time finds the end of the file and writes there. On Unix only <see cref="FileShare.None"/>
    /// keeps others away.
    /// </summary>
    private FileStream Open(FileMode mode, FileAccess access, FileShare share)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(_path, mode, access, share);
            }
            catch (IOException) when (tries < MaxTries)
            {
                // Another node writes its line, which takes a few milliseconds.
                Thread.Yield();
                SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(5));
            }
        }
    }

    /// <summary>True when its last line has no end. Leaves the file at its end.</summary>
    private static bool IsCut(FileStream file)
    {
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static Line? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(string Terminal, string Store, bool Revoked, string By, DateTimeOffset At);
}
