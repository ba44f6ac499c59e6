using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PosCloud.SystemTests.SqlServer;

/// <summary>Finds parameters that a statement compares with a column of another type: the server would convert every row to compare it.</summary>
internal sealed class ComparedTypes : TSqlFragmentVisitor
{
    private readonly SqlServerScript _schema;
    private readonly Dictionary<string, string> _parameters;
    private readonly List<(string Alias, string Table)> _tables = [];
    private readonly List<(ColumnReferenceExpression Column, string Parameter)> _compared = [];

    private ComparedTypes(SqlServerScript schema, IEnumerable<string> parameters)
    {
        _schema = schema;
        _parameters = parameters.Select(p => p.Split(' ')).ToDictionary(p => p[0], p => p[1].Split('(')[0], StringComparer.Ordinal);
    }

    public static IEnumerable<string> Differences(SqlServerScript schema, string statement, IEnumerable<string> parameters)
    {
        var found = new ComparedTypes(schema, parameters);
        SqlServerScript.Parse(statement).Accept(found);
        return found._compared.Where(c => found.TypeOf(c.Column) != found._parameters[c.Parameter])
            .Select(c => $"{c.Parameter} is {found._parameters[c.Parameter]}, its column is {found.TypeOf(c.Column)}: {statement}");
    }

    public override void Visit(NamedTableReference node)
    {
        var name = node.SchemaObject.BaseIdentifier.Value;
        _tables.Add((node.Alias?.Value ?? name, name));
    }

    public override void Visit(BooleanComparisonExpression node)
    {
        Compare(node.FirstExpression, node.SecondExpression);
        Compare(node.SecondExpression, node.FirstExpression);
    }

    public override void Visit(BooleanTernaryExpression node)
    {
        Compare(node.FirstExpression, node.SecondExpression);
        Compare(node.FirstExpression, node.ThirdExpression);
    }

    public override void Visit(LikePredicate node) => Compare(node.FirstExpression, node.SecondExpression);

    private void Compare(ScalarExpression column, ScalarExpression parameter)
    {
        if (column is ColumnReferenceExpression named && parameter is VariableReference variable) _compared.Add((named, variable.Name));
    }

    private string TypeOf(ColumnReferenceExpression column)
    {
        var name = column.MultiPartIdentifier.Identifiers;
        return _tables.Where(t => name.Count == 1 || t.Alias == name[0].Value)
            .Select(t => _schema.Tables[t.Table].GetValueOrDefault(name[^1].Value)).OfType<string>().Distinct().Single();
    }
}
