namespace PosCloud.HubStorage.Credits;

/// <summary>What a locked counter row says.</summary>
internal readonly record struct CreditBalance(long Issued, long Redeemed)
{
    public long Left => Issued - Redeemed;
}
