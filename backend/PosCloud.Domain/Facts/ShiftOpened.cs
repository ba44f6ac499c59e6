using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Facts;

/// <summary>The cash drawer was opened for a day or a part of it; gives its orders their business date.</summary>
public sealed record ShiftOpened : FactBody
{
    public required ShiftId Shift { get; init; }

    /// <summary>1, 2, 3 … per terminal, for people.</summary>
    public required int Number { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public string? Cashier { get; init; }

    public required Currency Currency { get; init; }

    public required long FloatMinorUnits { get; init; }
}
