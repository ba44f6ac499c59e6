using System.Collections.Concurrent;

namespace PosCloud.SystemTests.SqlServer.Recording;

/// <summary>A statement that the hub sent, in the words SQL Server would get.</summary>
/// <param name="sent">As the recording database got it.</param>
/// <param name="text">As SQL Server would get it.</param>
internal sealed class RecordedStatement(string sent, string text)
{
    private readonly ConcurrentDictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Column, string Accessor), bool> _reads = [];

    public string Sent { get; } = sent;

    public string Text { get; } = text;

    /// <summary>Declarations as the client makes them of the values: <c>@p0 nvarchar(4000)</c>.</summary>
    public IEnumerable<string> Parameters => _parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {(p.Value.Length == 0 ? SqlTypes.Text : p.Value)}");

    /// <summary>How the columns of its rows were read.</summary>
    public IEnumerable<(int Column, string Accessor)> Reads => _reads.Keys.Order();

    public void Bound(string parameter, object? value) =>
        _parameters.AddOrUpdate(parameter, SqlTypes.OfValue(value), (_, known) => known.Length == 0 ? SqlTypes.OfValue(value) : known);

    public void Read(int column, string accessor) => _reads.TryAdd((column, accessor), true);
}
