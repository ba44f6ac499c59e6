using System.Globalization;
using PosCloud.Protocol.Tables;

namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Reads a row's key out of the text it travels as.</summary>
internal static class RowKey
{
    /// <summary>One value per key column, of the column's kind.</summary>
    /// <exception cref="FormatException">Not a key of this table.</exception>
    public static object?[] Values(SyncedTable table, string? key)
    {
        var parts = key?.Split(RowJson.KeySeparator);
        if (parts is null || parts.Length != table.KeyLength) throw new FormatException($"The hub named a row of {table.Name} without its key.");
        var values = new object?[table.KeyLength];
        for (var i = 0; i < parts.Length; i++)
        {
            values[i] = table.Columns[i].Kind == ColumnKind.Text ? parts[i]
                : long.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
                : throw new FormatException($"'{parts[i]}' is no {table.Columns[i].Name} of {table.Name}.");
        }

        return values;
    }
}
