namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// The disk is full: the action was not saved and did not happen. The reserve has been given back, so the shift can
/// still be closed; new sales are refused until there is space.
/// </summary>
public sealed class DiskFullException(Exception? cause = null)
    : Exception("The disk is full. This was not saved and did not happen. Free some space, or close the shift; sales saved so far are safe.", cause);
