using System.Reflection;
using Microsoft.SqlServer.Dac.Model;
using PosCloud.HubStorage.Carrying;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.SqlServer;
using PosCloud.Protocol;
using PosCloud.Protocol.Tables;
using PosCloud.SystemTests.SqlServer.Recording;

namespace PosCloud.SystemTests.SqlServer;

/// <summary>
/// SQL Server without a server: the schema that the migrations make and every statement that the hub sends are compiled by
/// Microsoft's own compiler. The statements are those which the contract suites really made the hub send.
/// </summary>
public sealed class SqlServerStatementTests(RecordedFlows flows) : IClassFixture<RecordedFlows>
{
    private static readonly Lazy<SqlServerScript> Script = new(SqlServerScript.OfMigrations);

    [Theory]
    [InlineData(SqlServerVersion.Sql150)]
    [InlineData(SqlServerVersion.Sql160)]
    [InlineData(SqlServerVersion.SqlAzure)]
    public void The_migrations_script_compiles(SqlServerVersion version)
    {
        var script = Script.Value;

        var problems = new SqlServerCompiler(script, version).Problems(SqlProcedure.Numbered("script", script.Statements.Select(s => (s, Enumerable.Empty<string>()))));

        Assert.True(script.Tables.Count > 30);
        AssertNone(problems);
    }

    [Theory]
    [InlineData(SqlServerVersion.Sql150)]
    [InlineData(SqlServerVersion.Sql160)]
    [InlineData(SqlServerVersion.SqlAzure)]
    public void Every_statement_that_the_hub_sends_compiles(SqlServerVersion version)
    {
        var sent = flows.Book.Statements.Select(s => (s.Text, s.Parameters)).Concat(SyncedTables.All.SelectMany(OfTable)).ToList();

        var problems = new SqlServerCompiler(Script.Value, version).Problems(SqlProcedure.Numbered("sent", sent));

        Assert.True(sent.Count > 100);
        AssertNone(problems);
    }

    [Fact]
    public void What_only_SQL_Server_is_sent_compiles()
    {
        var own = typeof(SqlServerStatements).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)
            .Concat([SqlServerStatements.Session(5), SqlServerStatements.Save("bulk"), SqlServerStatements.RollbackTo("bulk"), HubWatermark.SqlServer]);

        var problems = new SqlServerCompiler(Script.Value, SqlServerVersion.Sql150).Problems(SqlProcedure.Numbered("own", own.Select(s => (s, Enumerable.Empty<string>()))));
        var standing = ColumnTypes.Of(Script.Value, SqlServerStatements.Standing);

        // The server's own tables and procedures aren't in the schema; their names are all that stays unchecked.
        AssertNone(problems.Where(p => !p.Contains("[sys].", StringComparison.Ordinal)));
        SqlServerScript.Parse(SqlServerStatements.CreateDatabase("[poscloud]"));
        Assert.Equal(["int", "int", "int", "bit", "bit"], standing);
    }

    [Fact]
    public void Every_query_of_Entity_Framework_compiles()
    {
        using var translation = new QueryTranslation();
        var queries = flows.Book.Queries.All.Select(q => translation.Translate(q) ?? throw new InvalidOperationException($"No SQL for {q}")).ToList();

        var problems = new SqlServerCompiler(Script.Value, SqlServerVersion.Sql150).Problems(SqlProcedure.Numbered("query", queries));

        Assert.True(queries.Count > 40);
        AssertNone(problems);
    }

    [Fact]
    public void Every_statement_in_the_source_was_sent_and_so_compiled()
    {
        var sent = flows.Book.Statements.Select(s => s.Sent).ToList();

        var missing = SourceStatements.All().Where(s => !sent.Exists(s.Pattern.IsMatch)).Select(s => s.Place);

        // A statement that no contract test makes the hub send isn't compiled either: give it a test there.
        AssertNone(missing);
    }

    [Fact]
    public void Every_kind_of_row_was_read_at_least_once()
    {
        // Whole tables are read by the manifest's types, which the next test compares with the schema.
        var byManifest = SyncedTables.All.Select(t => $"SELECT {string.Join(", ", t.Columns.Select(c => c.Name))} FROM {t.Name}").ToList();

        var unread = flows.Book.Statements.Where(s => s.Text.StartsWith("SELECT", StringComparison.Ordinal) && !s.Reads.Any())
            .Select(s => s.Text).Where(text => !byManifest.Exists(table => text.StartsWith(table, StringComparison.Ordinal)));

        // How values are read is checked only when there are some: have a contract test find a row.
        AssertNone(unread);
    }

    [Fact]
    public void Synced_tables_have_the_types_of_the_manifest() => AssertNone(
        from table in SyncedTables.All
        from column in table.Columns
        let type = Script.Value.Tables[table.Name][column.Name]
        where type != (column.Kind == ColumnKind.Text ? "nvarchar" : "bigint")
        select $"{table.Name}.{column.Name} is {type}");

    [Fact]
    public void Values_are_read_as_the_types_that_SQL_Server_sends()
    {
        var wrong = new List<string>();
        foreach (var statement in flows.Book.Statements.Where(s => s.Reads.Any()))
        {
            var types = ColumnTypes.Of(Script.Value, statement.Text);
            wrong.AddRange(statement.Reads.Where(r => SqlTypes.ReadBy(r.Accessor) is { } type && type != types[r.Column])
                .Select(r => $"{r.Accessor}({r.Column}) of {types[r.Column]}: {statement.Text}"));
        }

        AssertNone(wrong);
    }

    [Fact]
    public void Parameters_have_the_types_of_the_columns_they_are_compared_with()
    {
        AssertNone(flows.Book.Statements.SelectMany(s => ComparedTypes.Differences(Script.Value, s.Text, s.Parameters)));
        Assert.NotEmpty(ComparedTypes.Differences(Script.Value, "SELECT seq FROM stream_head h WHERE h.seq = @p0", ["@p0 nvarchar(4000)"]));
    }

    [Theory]
    [InlineData("SELECT seqq FROM stream_head WHERE stream = @p0")]
    [InlineData("SELECT seq FROM stream_heads WHERE stream = @p0")]
    [InlineData("SELECT seq FROM stream_head WHERE stream = @p1")]
    [InlineData("SELECT seq FROM stream_head WHERE stream = @p0 LIMIT 1")]
    [InlineData("UPDATE stream_head SET number = 1 WHERE stream = @p0")]
    [InlineData("INSERT INTO stream_head (stream) VALUES (@p0) ON CONFLICT (stream) DO NOTHING")]
    public void A_statement_broken_on_purpose_is_found(string broken)
    {
        var problems = new SqlServerCompiler(Script.Value, SqlServerVersion.Sql160).Problems(
            [new SqlProcedure("sound", "SELECT seq FROM stream_head WHERE stream = @p0", ["@p0 nvarchar(4000)"]), new SqlProcedure("broken", broken, ["@p0 nvarchar(4000)"])]);

        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Contains("broken", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_statement_that_nobody_sends_is_found()
    {
        var source = """await transaction.ExecuteAsync($"UPDATE fact SET {column} = @p0 WHERE terminal = @p1", value, terminal);""";

        var found = Assert.Single(SourceStatements.In(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(source).GetRoot(), "Planted.cs"));

        Assert.DoesNotContain(flows.Book.Statements, s => found.Pattern.IsMatch(s.Sent));
        Assert.Matches(found.Pattern, "UPDATE fact SET nonsense = @p0 WHERE terminal = @p1");
    }

    // Each on a line of its own: the assertion's own message cuts statements off.
    private static void AssertNone(IEnumerable<string> problems)
    {
        var all = problems.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private static IEnumerable<(string Text, IEnumerable<string> Parameters)> OfTable(SyncedTable table)
    {
        var sql = SyncedTableSql.Of(SqlServerScript.Unreachable(), table);
        var all = table.Columns.Select((column, at) => $"@p{at} {(column.Kind == ColumnKind.Text ? SqlTypes.Text : "bigint")}").ToList();
        return [(sql.Insert, all), (sql.Upsert, all), (sql.Delete, all.Take(table.KeyLength))];
    }
}
