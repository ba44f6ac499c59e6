using PosCloud.Domain.Measures;

namespace PosCloud.Terminal.Engine.Register;

/// <summary>What became of completing a sale.</summary>
public abstract record CompletionOutcome
{
    private CompletionOutcome()
    {
    }

    /// <param name="WasCompletedBefore">True when an earlier tap had already completed it; the receipt is that one's.</param>
    public sealed record Completed(CompletedOrder Order, bool WasCompletedBefore) : CompletionOutcome;

    /// <param name="Left">Still to pay.</param>
    public sealed record NotPaid(Money Left) : CompletionOutcome;

    public sealed record Refused(CartRefusal Reason) : CompletionOutcome;
}
