namespace PosCloud.Ui;

/// <summary>One measured value.</summary>
/// <param name="At">When.</param>
/// <param name="Value">How much; null breaks the line, because nothing was measured.</param>
public readonly record struct ChartPoint(DateTimeOffset At, double? Value);
