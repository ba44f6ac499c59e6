namespace PosCloud.Grains.Contracts.Enrolment;

/// <summary>Counts wrong enrolment codes for all nodes; key: <see cref="Key"/>. When its node is lost the minute begins anew.</summary>
[Alias("poscloud.IWrongCodesGrain")]
public interface IWrongCodesGrain : IGrainWithStringKey
{
    public const string Key = "wrong-codes";

    /// <summary>Seconds to wait; null when the address may try.</summary>
    [Alias("wait")]
    Task<int?> SecondsToWaitAsync(string address);

    [Alias("count")]
    Task CountAsync(string address);
}
