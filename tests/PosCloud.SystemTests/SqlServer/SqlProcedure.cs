using System.Globalization;

namespace PosCloud.SystemTests.SqlServer;

/// <summary>A statement with its parameters as a procedure.</summary>
internal sealed record SqlProcedure(string Name, string Text, IReadOnlyList<string> Parameters)
{
    public string Definition => $"CREATE PROCEDURE [{Name}] {string.Join(", ", Parameters)} AS\nBEGIN\n{Text}\nEND";

    public static IEnumerable<SqlProcedure> Numbered(string kind, IEnumerable<(string Text, IEnumerable<string> Parameters)> statements) =>
        statements.Select((s, at) => new SqlProcedure(string.Create(CultureInfo.InvariantCulture, $"{kind}_{at:D3}"), s.Text, [.. s.Parameters]));
}
