namespace PosCloud.KillSwitch;

/// <summary>
/// Looks all the time at the files of the data folder that SQLite doesn't write: <c>grown replica-2.db to 12</c>, in pieces
/// of 64 KiB. It takes a processor for itself, so that it sees a file while it grows and not afterwards.
/// </summary>
internal static class GrowthMoments
{
    public const string Word = "grown";

    private const int Piece = 64 * 1024;

    public static void Watch()
    {
        var arguments = Environment.GetCommandLineArgs();
        var data = Array.IndexOf(arguments, "--data");
        if (data < 0 || data + 1 == arguments.Length) return;
        var folder = new DirectoryInfo(arguments[data + 1]);
        new Thread(() => Look(folder)) { IsBackground = true }.Start();
    }

    private static void Look(DirectoryInfo folder)
    {
        var seen = folder.Exists ? folder.GetFiles().ToDictionary(file => file.Name, file => file.Length) : [];
        while (true)
        {
            if (!folder.Exists) continue;
            foreach (var file in folder.EnumerateFiles("*", SearchOption.TopDirectoryOnly)) See(file, seen);
        }
    }

    private static void See(FileInfo file, Dictionary<string, long> seen)
    {
        try
        {
            file.Refresh();
            var before = seen.GetValueOrDefault(file.Name);
            seen[file.Name] = file.Length;
            for (var piece = (before / Piece) + 1; piece <= file.Length / Piece; piece++) Moments.Pass($"{Word} {file.Name} to {piece}");
        }
        catch (FileNotFoundException)
        {
            // It went between two looks.
        }
    }
}
