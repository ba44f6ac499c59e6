namespace PosCloud.DevTools.Testing;

/// <summary>The file into which the tests write how many kills each step got.</summary>
internal sealed class KillsTable : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public KillsTable() => Environment.SetEnvironmentVariable("POSCLOUD_KILLS_TABLE", _file);

    /// <summary>Empty when no test killed anything.</summary>
    public string Read() => File.ReadAllText(_file);

    public void Dispose() => File.Delete(_file);
}
