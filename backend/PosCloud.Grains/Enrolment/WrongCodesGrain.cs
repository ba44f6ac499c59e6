using PosCloud.Grains.Contracts.Enrolment;

namespace PosCloud.Grains.Enrolment;

/// <summary>Lets all nodes count in one <see cref="WrongCodes"/>.</summary>
[GrainType("wrong-codes")]
public sealed class WrongCodesGrain(WrongCodes codes) : Grain, IWrongCodesGrain
{
    public Task<int?> SecondsToWaitAsync(string address) => Task.FromResult(codes.SecondsToWait(address));

    public Task CountAsync(string address)
    {
        codes.Count(address);
        return Task.CompletedTask;
    }
}
