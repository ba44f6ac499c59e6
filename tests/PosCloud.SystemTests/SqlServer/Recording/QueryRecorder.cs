using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PosCloud.SystemTests.SqlServer.Recording;

/// <summary>Keeps every query that Entity Framework compiles, before a provider has made SQL of it.</summary>
internal sealed class QueryRecorder : IQueryExpressionInterceptor
{
    private readonly ConcurrentQueue<Expression> _queries = new();

    public IReadOnlyCollection<Expression> All => _queries;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        _queries.Enqueue(queryExpression);
        return queryExpression;
    }
}
