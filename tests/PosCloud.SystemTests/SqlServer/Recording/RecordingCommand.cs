using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace PosCloud.SystemTests.SqlServer.Recording;

/// <summary>A command that is written down with its parameters each time it runs.</summary>
internal sealed class RecordingCommand(DbCommand inner, StatementBook book) : DbCommand
{
    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        set => inner.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible
    {
        get => inner.DesignTimeVisible;
        set => inner.DesignTimeVisible = value;
    }

    public override UpdateRowSource UpdatedRowSource
    {
        get => inner.UpdatedRowSource;
        set => inner.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => inner.Connection;
        set => inner.Connection = value;
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => inner.Transaction;
        set => inner.Transaction = value;
    }

    public override void Cancel() => inner.Cancel();

    public override void Prepare() => inner.Prepare();

    public override int ExecuteNonQuery()
    {
        WriteDown();
        return inner.ExecuteNonQuery();
    }

    public override object? ExecuteScalar()
    {
        WriteDown();
        return inner.ExecuteScalar();
    }

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var statement = WriteDown();
        return new RecordingReader(inner.ExecuteReader(behavior), statement);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private RecordedStatement WriteDown()
    {
        var statement = book.Of(inner.CommandText);
        foreach (DbParameter parameter in inner.Parameters) statement.Bound(parameter.ParameterName, parameter.Value);
        return statement;
    }
}
