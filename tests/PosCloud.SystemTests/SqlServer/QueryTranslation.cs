using System.Collections;
using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using PosCloud.HubStorage.SqlServer;

namespace PosCloud.SystemTests.SqlServer;

/// <summary>Has Entity Framework write recorded queries for SQL Server, up to the moment before they are sent.</summary>
internal sealed class QueryTranslation : IDisposable
{
    private readonly CommandCatcher _caught = new();
    private readonly SqlServerHubDbContext _context;

    public QueryTranslation() => _context = new SqlServerHubDbContext(SqlServerHubDatabase.ContextOptions(builder =>
        builder.UseSqlServer("Server=none", SqlServerHubDatabase.Level).AddInterceptors(_caught, new NoConnection())));

    /// <summary>Null when there is no SQL for it; a query that needs several statements answers the first.</summary>
    public (string Text, IEnumerable<string> Parameters)? Translate(Expression query)
    {
        var before = _caught.Commands.Count;
        var provider = _context.GetService<IAsyncQueryProvider>();
        var asked = new Rebase(_context, provider).Visit(query);
        try
        {
            if (!typeof(IQueryable).IsAssignableFrom(asked.Type)) ((IQueryProvider)provider).Execute(asked);
            else foreach (var row in (IEnumerable)((IQueryProvider)provider).CreateQuery(asked)) _ = row;
        }
        // There are no rows, which a query for one row doesn't like.
        catch (Exception problem) when (problem.GetBaseException() is InvalidOperationException && _caught.Commands.Count > before)
        {
        }

        return _caught.Commands.Count == before ? null : _caught.Commands[before];
    }

    public void Dispose() => _context.Dispose();

    /// <summary>The same query on another model, with some value for each parameter.</summary>
    private sealed class Rebase(DbContext context, IAsyncQueryProvider provider) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
            EntityQueryRootExpression root => new EntityQueryRootExpression(provider, context.Model.FindEntityType(root.EntityType.ClrType)!),
            QueryParameterExpression parameter => Expression.Property(Expression.Constant(Activator.CreateInstance(typeof(Hole<>).MakeGenericType(parameter.Type))), "Value"),
            _ => base.VisitExtension(node),
        };
    }

    private sealed class Hole<T>
    {
        public T Value { get; } = (T)Sample(typeof(T));

        private static object Sample(Type type)
        {
            if (Nullable.GetUnderlyingType(type) is { } inner) return Sample(inner);
            if (type == typeof(DbFunctions)) return EF.Functions;
            if (type == typeof(string)) return "x";
            if (type.IsValueType) return type == typeof(int) ? 1 : Activator.CreateInstance(type)!;
            if (type.IsAssignableFrom(typeof(List<string>))) return new List<string> { "x", "y" };
            if (type == typeof(HashSet<string>)) return new HashSet<string>(StringComparer.Ordinal) { "x", "y" };
            return type == typeof(string[])
                ? new[] { "x", "y" }
                : throw new NotSupportedException($"Give {nameof(QueryTranslation)} a sample of {type}.");
        }
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();
    }

    private sealed class CommandCatcher : DbCommandInterceptor
    {
        public List<(string Text, IEnumerable<string> Parameters)> Commands { get; } = [];

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Catch(command);
            return InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader());
        }

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
        {
            Catch(command);
            return InterceptionResult<int>.SuppressWithResult(0);
        }

        private void Catch(DbCommand command) =>
            Commands.Add((command.CommandText, [.. command.Parameters.Cast<SqlParameter>().Select(Declared)]));

        private static string Declared(SqlParameter parameter) => parameter.SqlDbType switch
        {
            SqlDbType.NVarChar => $"{parameter.ParameterName} nvarchar({(parameter.Size is > 0 and <= 4_000 ? parameter.Size.ToString(System.Globalization.CultureInfo.InvariantCulture) : "max")})",
            SqlDbType.VarBinary => $"{parameter.ParameterName} varbinary(max)",
            var type => $"{parameter.ParameterName} {type.ToString().ToLowerInvariant()}",
        };
    }
}
