using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PosCloud.KillSwitch;

/// <summary>
/// Moments before and after each statement that writes or ends a transaction, with its file and, in brackets, the tables
/// that the transaction has written so far: <c>before COMMIT journal.db [cart,fact]</c>.
/// </summary>
internal static unsafe partial class SqliteStatements
{
    private const uint Begins = 1;
    private const uint Ended = 2;

    private static readonly ConcurrentDictionary<nint, SortedSet<string>> Written = new();
    private static readonly ConcurrentDictionary<string, (string Verb, string? Table)> Known = new(StringComparer.Ordinal);

    private static delegate* unmanaged<nint, uint, delegate* unmanaged[Cdecl]<uint, nint, nint, nint, int>, nint, int> _trace;
    private static delegate* unmanaged<nint, nint> _sql;
    private static delegate* unmanaged<nint, nint> _connection;
    private static delegate* unmanaged<nint, nint, nint> _file;
    private static nint _main;

    /// <summary>The statement this thread is in the middle of; null between statements.</summary>
    [field: ThreadStatic]
    public static string? UnderWay { get; private set; }

    public static void Watch()
    {
        _trace = (delegate* unmanaged<nint, uint, delegate* unmanaged[Cdecl]<uint, nint, nint, nint, int>, nint, int>)SqliteLibrary.Function("sqlite3_trace_v2");
        _sql = (delegate* unmanaged<nint, nint>)SqliteLibrary.Function("sqlite3_sql");
        _connection = (delegate* unmanaged<nint, nint>)SqliteLibrary.Function("sqlite3_db_handle");
        _file = (delegate* unmanaged<nint, nint, nint>)SqliteLibrary.Function("sqlite3_db_filename");
        _main = Marshal.StringToCoTaskMemUTF8("main");
        var automatic = (delegate* unmanaged<delegate* unmanaged[Cdecl]<nint, nint, nint, int>, int>)SqliteLibrary.Function("sqlite3_auto_extension");
        if (automatic(&Opened) != 0) throw new InvalidOperationException("SQLite takes no automatic extension.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Opened(nint connection, nint problem, nint functions)
    {
        Written[connection] = [];
        return _trace(connection, Begins | Ended, &Traced, 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Traced(uint kind, nint context, nint statement, nint detail)
    {
        var text = SqliteLibrary.Text(_sql(statement));
        var (verb, table) = Known.GetOrAdd(text, Read);
        if (verb.Length == 0) return 0;
        var connection = _connection(statement);
        var written = Written.GetOrAdd(connection, _ => []);
        if (verb == "BEGIN" && kind == Begins) written.Clear();
        if (table is not null) written.Add(table);
        var statementNow = $"{verb} {System.IO.Path.GetFileName(SqliteLibrary.Text(_file(connection, _main)))} [{string.Join(',', written)}]";
        UnderWay = kind == Begins ? statementNow : null;
        Moments.Pass($"{(kind == Begins ? "before" : "after")} {statementNow}");
        return 0;
    }

    private static (string Verb, string? Table) Read(string sql)
    {
        var writes = Write().Match(sql);
        if (writes.Success) return (writes.Groups[1].Value.ToUpperInvariant(), writes.Groups[2].Value.ToLowerInvariant());
        var other = Other().Match(sql);
        return (other.Success ? Spaces().Replace(other.Value.Trim(), " ") : "", null);
    }

    [GeneratedRegex("""^\s*(INSERT|UPDATE|DELETE|REPLACE)(?:\s+OR\s+\w+)?(?:\s+INTO|\s+FROM)?\s+"?(\w+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Write();

    [GeneratedRegex("""^\s*(BEGIN|COMMIT|ROLLBACK|VACUUM|CREATE\s+\w+|ALTER\s+TABLE|DROP\s+\w+|PRAGMA\s+(wal_checkpoint|integrity_check|quick_check))""", RegexOptions.IgnoreCase)]
    private static partial Regex Other();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
