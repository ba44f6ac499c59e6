namespace PosCloud.Terminal.Engine.Shifts;

/// <summary>What became of a shift action.</summary>
public abstract record ShiftOutcome
{
    private ShiftOutcome()
    {
    }

    /// <param name="Report">The shift as it is now; closed: the Z.</param>
    public sealed record Done(ShiftReport Report) : ShiftOutcome;

    public sealed record Refused(ShiftRefusal Reason) : ShiftOutcome;
}
