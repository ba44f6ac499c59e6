namespace PosCloud.Terminal.Catalogue;

/// <summary>
/// Arranges variants by their options: "M, Forest" and the like become rows and columns, anything else a plain list.
/// </summary>
public sealed class VariantGrid
{
    /// <summary>More columns than this don't fit the picker.</summary>
    public const int MaxColumns = 4;

    private readonly Dictionary<(string Row, string Column), VariantView> _cells = [];

    private VariantGrid()
    {
    }

    /// <summary>Headings of the rows; empty for a plain list.</summary>
    public IReadOnlyList<string> Rows { get; private init; } = [];

    /// <summary>Headings of the columns; empty for a plain list.</summary>
    public IReadOnlyList<string> Columns { get; private init; } = [];

    /// <summary>True when there are rows and columns.</summary>
    public bool IsGrid => Columns.Count > 0;

    /// <summary>The variant in a cell, or null where that combination isn't sold.</summary>
    public VariantView? At(string row, string column) => _cells.GetValueOrDefault((row, column));

    /// <summary>Arranges variants in the order given.</summary>
    public static VariantGrid Of(IReadOnlyList<VariantView> variants)
    {
        ArgumentNullException.ThrowIfNull(variants);
        var parts = variants.Select(variant => variant.Options.Split(", ")).ToList();
        if (variants.Count < 4 || parts.Any(part => part.Length != 2))
        {
            return new VariantGrid();
        }

        var first = parts.Select(part => part[0]).Distinct().ToList();
        var second = parts.Select(part => part[1]).Distinct().ToList();
        var swap = second.Count > MaxColumns && first.Count <= MaxColumns;
        var (rows, columns) = swap ? (second, first) : (first, second);
        var distinct = parts.Select(part => (part[0], part[1])).Distinct().Count() == variants.Count;
        if (columns.Count is < 2 or > MaxColumns || rows.Count < 2 || !distinct)
        {
            return new VariantGrid();
        }

        var grid = new VariantGrid { Rows = rows, Columns = columns };
        for (var i = 0; i < variants.Count; i++)
        {
            grid._cells[swap ? (parts[i][1], parts[i][0]) : (parts[i][0], parts[i][1])] = variants[i];
        }

        return grid;
    }
}
