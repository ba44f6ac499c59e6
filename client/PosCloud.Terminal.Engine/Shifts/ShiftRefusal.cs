namespace PosCloud.Terminal.Engine.Shifts;

/// <summary>Why a shift action was refused.</summary>
public enum ShiftRefusal
{
    AlreadyOpen = 1,
    NoneOpen = 2,

    /// <summary>Negative, zero where money must move, or too large.</summary>
    Amount = 3,
    NotEnrolled = 4,

    /// <summary>A sale with taken payments is open; finish it or give the payments back first.</summary>
    PaymentsOpen = 5,
    Text = 6,
}
