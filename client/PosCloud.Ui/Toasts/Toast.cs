namespace PosCloud.Ui;

/// <summary>A line that goes by itself, with at most one action: "Removed. Undo".</summary>
/// <param name="Text">What happened.</param>
/// <param name="Action">Word of the button, or null for none.</param>
/// <param name="OnAction">What the button does.</param>
public sealed record Toast(string Text, string? Action = null, Func<Task>? OnAction = null);
