namespace PosCloud.Terminal.Engine.Register;

/// <summary>Answer of a cart rule: the sale as it becomes, or why it stays as it is.</summary>
internal abstract record CartChange
{
    private CartChange()
    {
    }

    public static implicit operator CartChange(CartRefusal reason) => new Refused(reason);

    public sealed record To(CartContent Cart, int Key) : CartChange;

    public sealed record Refused(CartRefusal Reason) : CartChange;
}
