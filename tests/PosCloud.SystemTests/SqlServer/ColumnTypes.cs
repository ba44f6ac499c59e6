using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PosCloud.SystemTests.SqlServer;

/// <summary>The types of a SELECT's columns by SQL Server's rules, as far as the hub's statements need them.</summary>
internal sealed class ColumnTypes
{
    private readonly SqlServerScript _schema;
    private readonly Dictionary<string, string> _tables = new(StringComparer.OrdinalIgnoreCase);

    private ColumnTypes(SqlServerScript schema) => _schema = schema;

    public static IReadOnlyList<string> Of(SqlServerScript schema, string select)
    {
        var found = new Selects();
        SqlServerScript.Parse(select).Accept(found);
        var query = found.Outer ?? throw new FormatException("Not a SELECT: " + select);
        var types = new ColumnTypes(schema);
        foreach (var table in query.FromClause?.TableReferences ?? []) types.Add(table);
        return [.. query.SelectElements.Cast<SelectScalarExpression>().Select(e => types.Of(e.Expression))];
    }

    private void Add(TableReference table)
    {
        switch (table)
        {
            case NamedTableReference named:
                var name = named.SchemaObject.BaseIdentifier.Value;
                _tables.Add(named.Alias?.Value ?? name, name);
                break;
            case QualifiedJoin join:
                Add(join.FirstTableReference);
                Add(join.SecondTableReference);
                break;
        }
    }

    private string Of(ScalarExpression expression) => expression switch
    {
        ColumnReferenceExpression column => Of(column.MultiPartIdentifier.Identifiers),
        IntegerLiteral => "int",
        // COUNT gives an int even for a bigint's column; that is what this check was made for.
        FunctionCall { FunctionName.Value: var name } when name.Equals("COUNT", StringComparison.OrdinalIgnoreCase) => "int",
        FunctionCall { FunctionName.Value: var name } when name.Equals("COUNT_BIG", StringComparison.OrdinalIgnoreCase) => "bigint",
        FunctionCall { FunctionName.Value: "MIN" or "MAX" or "SUM" } call => Of(call.Parameters[0]),
        CoalesceExpression coalesce => Widest(coalesce.Expressions),
        SearchedCaseExpression choice => Widest([.. choice.WhenClauses.Select(w => w.ThenExpression), choice.ElseExpression]),
        BinaryExpression binary => Widest([binary.FirstExpression, binary.SecondExpression]),
        ParenthesisExpression inner => Of(inner.Expression),
        CastCall cast => cast.DataType.Name.BaseIdentifier.Value.ToLowerInvariant(),
        _ => throw new NotSupportedException($"Teach {nameof(ColumnTypes)} the type of {expression.GetType().Name}."),
    };

    private string Of(IList<Identifier> name)
    {
        IEnumerable<string> tables = name.Count == 1 ? _tables.Values : [_tables[name[0].Value]];
        return tables.Select(t => _schema.Tables[t].GetValueOrDefault(name[^1].Value)).OfType<string>().Single();
    }

    private string Widest(IEnumerable<ScalarExpression> expressions)
    {
        var types = expressions.Select(Of).Distinct().ToList();
        return types.Contains("bigint") ? "bigint" : types.Single();
    }

    private sealed class Selects : TSqlFragmentVisitor
    {
        public QuerySpecification? Outer { get; private set; }

        public override void Visit(QuerySpecification node) => Outer ??= node;
    }
}
