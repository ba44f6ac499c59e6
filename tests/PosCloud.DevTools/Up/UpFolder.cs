namespace PosCloud.DevTools.Up;

/// <summary>The folder of a shop, held by one <c>up</c> at a time.</summary>
internal sealed class UpFolder : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _tradedMark;

    private UpFolder(string folder, FileStream lockFile)
    {
        _lock = lockFile;
        _tradedMark = Path.Combine(folder, "traded");
    }

    /// <summary>True when an earlier run made the shop and traded the morning to its end.</summary>
    public bool HasTraded => File.Exists(_tradedMark);

    /// <summary>Takes the folder; null, with a message, when another <c>up</c> has it or it holds another shop. Wiping says what it wipes.</summary>
    /// <param name="database">On which its shop is; another one would know nothing of its terminals.</param>
    public static UpFolder? Take(string folder, string database, bool fresh)
    {
        Directory.CreateDirectory(folder);
        UpFolder taken;
        try
        {
            taken = new UpFolder(folder, new FileStream(Path.Combine(folder, "up.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            Console.Error.WriteLine($"Another `dev.cs up` is using {folder}. End it, or give this one --data and --port-base.");
            return null;
        }

        if (!fresh && taken.HasTraded && taken.Database() is var other && other != database)
        {
            Console.Error.WriteLine($"The shop in {folder} is on {other}. Wipe it with --fresh, or give this one another folder with --data.");
            taken.Dispose();
            return null;
        }

        // An earlier start that was interrupted in the morning left half a shop, which nobody can have used.
        if (fresh || !taken.HasTraded)
        {
            taken.Wipe(folder);
        }

        return taken;
    }

    public void RememberTraded(string database) => File.WriteAllText(_tradedMark, database);

    public void Dispose() => _lock.Dispose();

    private string Database() => File.ReadAllText(_tradedMark) is { Length: > 0 } named ? named : UpOptions.Sqlite;

    private void Wipe(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => file != _lock.Name).ToList();
        if (files.Count == 0)
        {
            return;
        }

        Console.WriteLine($"  wiping {files.Count} files in {folder}");
        files.ForEach(File.Delete);
        foreach (var inner in Directory.GetDirectories(folder))
        {
            Directory.Delete(inner, recursive: true);
        }
    }
}
