namespace PosCloud.Terminal.Engine.Journal;

/// <summary>The terminal has no identity yet, so it can't number receipts.</summary>
public sealed class NotEnrolledException() : Exception("This terminal isn't enrolled yet. Get a code from the dashboard and enrol it first.");
