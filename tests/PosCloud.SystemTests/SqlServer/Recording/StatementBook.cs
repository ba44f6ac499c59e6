using System.Collections.Concurrent;
using PosCloud.HubStorage;

namespace PosCloud.SystemTests.SqlServer.Recording;

/// <summary>
/// Everything the hub sends while it works on a recording database, translated: what a dialect words differently was made by
/// both dialects, so that each text of the one is known in the words of the other; all else is the same in every database.
/// </summary>
internal sealed class StatementBook(HubDatabase dialect)
{
    private readonly ConcurrentDictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _foreign = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RecordedStatement> _statements = new(StringComparer.Ordinal);

    /// <summary>What the hub sent; a test's own statements for the recording database aren't among them.</summary>
    public IEnumerable<RecordedStatement> Statements => _statements.Values.Where(s => !_foreign.ContainsKey(s.Sent));

    public IReadOnlyList<string> Foreign(IReadOnlyList<string> statements)
    {
        foreach (var statement in statements) _foreign[statement] = true;
        return statements;
    }

    public QueryRecorder Queries { get; } = new();

    /// <summary>Has both dialects write a statement; answers the recording one's.</summary>
    public string Write(HubDatabase recording, Func<HubDatabase, string> write)
    {
        var text = write(recording);
        _words[text] = write(dialect);
        return text;
    }

    public string Limited(HubDatabase recording, string select, string rows)
    {
        var text = recording.Limit(select, rows);
        _words[text] = dialect.Limit(_words.GetValueOrDefault(select, select), rows);
        return text;
    }

    public RecordedStatement Of(string sent) => _statements.GetOrAdd(sent, text => new RecordedStatement(text, _words.GetValueOrDefault(text, text)));
}
