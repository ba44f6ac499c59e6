using System.Collections;
using System.Data.Common;

namespace PosCloud.SystemTests.SqlServer.Recording;

/// <summary>A reader that notes how each column is read: SQL Server's client refuses to convert, SQLite's doesn't.</summary>
internal sealed class RecordingReader(DbDataReader inner, RecordedStatement statement) : DbDataReader
{
    public override int Depth => inner.Depth;

    public override int FieldCount => inner.FieldCount;

    public override bool HasRows => inner.HasRows;

    public override bool IsClosed => inner.IsClosed;

    public override int RecordsAffected => inner.RecordsAffected;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(inner.GetOrdinal(name));

    public override bool GetBoolean(int ordinal) => Noted(ordinal, nameof(GetBoolean), inner.GetBoolean(ordinal));

    public override int GetInt32(int ordinal) => Noted(ordinal, nameof(GetInt32), inner.GetInt32(ordinal));

    public override long GetInt64(int ordinal) => Noted(ordinal, nameof(GetInt64), inner.GetInt64(ordinal));

    public override string GetString(int ordinal) => Noted(ordinal, nameof(GetString), inner.GetString(ordinal));

    public override object GetValue(int ordinal) => Noted(ordinal, nameof(GetValue), inner.GetValue(ordinal));

    public override bool IsDBNull(int ordinal) => Noted(ordinal, nameof(IsDBNull), inner.IsDBNull(ordinal));

    public override byte GetByte(int ordinal) => Noted(ordinal, nameof(GetByte), inner.GetByte(ordinal));

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Noted(ordinal, nameof(GetBytes), inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length));

    public override char GetChar(int ordinal) => Noted(ordinal, nameof(GetChar), inner.GetChar(ordinal));

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Noted(ordinal, nameof(GetChars), inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length));

    public override DateTime GetDateTime(int ordinal) => Noted(ordinal, nameof(GetDateTime), inner.GetDateTime(ordinal));

    public override decimal GetDecimal(int ordinal) => Noted(ordinal, nameof(GetDecimal), inner.GetDecimal(ordinal));

    public override double GetDouble(int ordinal) => Noted(ordinal, nameof(GetDouble), inner.GetDouble(ordinal));

    public override float GetFloat(int ordinal) => Noted(ordinal, nameof(GetFloat), inner.GetFloat(ordinal));

    public override Guid GetGuid(int ordinal) => Noted(ordinal, nameof(GetGuid), inner.GetGuid(ordinal));

    public override short GetInt16(int ordinal) => Noted(ordinal, nameof(GetInt16), inner.GetInt16(ordinal));

    public override T GetFieldValue<T>(int ordinal) => Noted(ordinal, $"{nameof(GetFieldValue)}<{typeof(T).Name}>", inner.GetFieldValue<T>(ordinal));

    public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);

    public override IEnumerator GetEnumerator() => inner.GetEnumerator();

    public override Type GetFieldType(int ordinal) => inner.GetFieldType(ordinal);

    public override string GetName(int ordinal) => inner.GetName(ordinal);

    public override int GetOrdinal(string name) => inner.GetOrdinal(name);

    public override int GetValues(object[] values) => inner.GetValues(values);

    public override bool NextResult() => inner.NextResult();

    public override bool Read() => inner.Read();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private T Noted<T>(int column, string accessor, T value)
    {
        statement.Read(column, accessor);
        return value;
    }
}
