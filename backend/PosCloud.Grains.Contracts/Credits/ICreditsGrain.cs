namespace PosCloud.Grains.Contracts.Credits;

/// <summary>What is left on vouchers and of customers' points; key: any, stateless.</summary>
[Alias("poscloud.ICreditsGrain")]
public interface ICreditsGrain : IGrainWithStringKey
{
    /// <summary>By a voucher's code; one entry per currency, none for a code that no order named. Null for a text that isn't a code.</summary>
    [Alias("voucher"), RequiresRole(Roles.Viewer)]
    Task<IReadOnlyList<CreditItem>?> OfVoucherAsync(string code);

    /// <summary>By the number of a customer's card or the customer's id; null for a text that is neither.</summary>
    [Alias("customer"), RequiresRole(Roles.Viewer)]
    Task<IReadOnlyList<CreditItem>?> OfCustomerAsync(string card);
}
