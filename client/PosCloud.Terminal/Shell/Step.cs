namespace PosCloud.Terminal.Shell;

/// <summary>Where a sale stands on the screen.</summary>
public enum Step
{
    /// <summary>Adding goods.</summary>
    Sell,

    /// <summary>Taking payments.</summary>
    Pay,

    /// <summary>Completed: change and receipt.</summary>
    Paid,
}
