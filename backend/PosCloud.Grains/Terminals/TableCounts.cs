using System.Globalization;
using PosCloud.Grains.Contracts.Terminals;

namespace PosCloud.Grains.Terminals;

/// <summary>Rows per table as one short text, <c>stock=3,price=1</c>.</summary>
public static class TableCounts
{
    /// <summary>Null when there are none.</summary>
    public static string? Write(IReadOnlyList<TableRows> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count == 0 ? null : string.Join(',', rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Table}={r.Down}")));
    }

    public static IReadOnlyList<TableRows> Read(string? text) => string.IsNullOrEmpty(text)
        ? []
        : [.. text.Split(',').Select(part => part.Split('=')).Select(part => new TableRows(part[0], 0, long.Parse(part[1], CultureInfo.InvariantCulture)))];
}
