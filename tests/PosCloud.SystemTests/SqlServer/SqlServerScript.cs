using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Carrying;
using PosCloud.HubStorage.SqlServer;

namespace PosCloud.SystemTests.SqlServer;

/// <summary>The script that <c>poscloud-hub migrate</c> runs, taken apart.</summary>
internal sealed class SqlServerScript
{
    private SqlServerScript(IReadOnlyList<string> definitions, IReadOnlyList<string> statements, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> tables)
    {
        Definitions = definitions;
        Statements = statements;
        Tables = tables;
    }

    /// <summary>What makes the schema: tables and indexes.</summary>
    public IReadOnlyList<string> Definitions { get; }

    /// <summary>What else the script does.</summary>
    public IReadOnlyList<string> Statements { get; }

    /// <summary>Table → column → type without its length.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tables { get; }

    /// <summary>A SQL Server that nobody can reach: enough to write its statements.</summary>
    public static SqlServerHubDatabase Unreachable() => new(new HubStorageOptions { Database = HubDatabaseKind.SqlServer, ConnectionString = "Server=none;Database=none" });

    public static SqlServerScript OfMigrations()
    {
        using var context = Unreachable().NewContext();
        // The inbox of engines that move rows isn't migrated: it's made where there is such an engine.
        var script = context.GetService<IMigrator>().GenerateScript() + "\nGO\n" + FactInboxSql.Create(HubDatabaseKind.SqlServer);
        var parts = new Parts(script);
        Parse(script).Accept(parts);
        return new SqlServerScript(parts.Definitions, parts.Statements, parts.Tables);
    }

    /// <summary>Parses as SQL Server 2019 does.</summary>
    public static TSqlFragment Parse(string sql)
    {
        var parsed = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        return errors.Count == 0 ? parsed : throw new FormatException(string.Join("; ", errors.Select(e => $"{e.Number} in line {e.Line}: {e.Message}")) + "\n" + sql);
    }

    private sealed class Parts(string script) : TSqlFragmentVisitor
    {
        private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _tables = new(StringComparer.Ordinal);

        public List<string> Definitions { get; } = [];

        public List<string> Statements { get; } = [];

        public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tables => _tables;

        public override void Visit(TSqlStatement node)
        {
            switch (node)
            {
                case CreateTableStatement table:
                    Definitions.Add(TextOf(node));
                    _tables.Add(
                        table.SchemaObjectName.BaseIdentifier.Value,
                        table.Definition.ColumnDefinitions.ToDictionary(c => c.ColumnIdentifier.Value, c => c.DataType.Name.BaseIdentifier.Value, StringComparer.Ordinal));
                    break;
                case CreateIndexStatement:
                    Definitions.Add(TextOf(node));
                    break;
                case IfStatement or BeginEndBlockStatement or BeginTransactionStatement or CommitTransactionStatement:
                    break;
                default:
                    Statements.Add(TextOf(node));
                    break;
            }
        }

        private string TextOf(TSqlFragment node) => script.Substring(node.StartOffset, node.FragmentLength);
    }
}
