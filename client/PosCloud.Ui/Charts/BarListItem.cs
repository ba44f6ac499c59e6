namespace PosCloud.Ui;

/// <summary>One bar with its words.</summary>
/// <param name="Label">Whose bar.</param>
/// <param name="Value">Its length, against the longest of the list.</param>
/// <param name="Text">The value as shown, bold.</param>
/// <param name="Detail">A second, quiet figure.</param>
public sealed record BarListItem(string Label, double Value, string Text, string? Detail = null);
