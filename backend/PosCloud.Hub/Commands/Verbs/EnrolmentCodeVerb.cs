using PosCloud.Domain.Identity;
using PosCloud.Grains.Stores;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class EnrolmentCodeVerb(EnrolmentCodes codes, StoreArgument stores, HubAddresses addresses) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var store = await stores.ReadAsync(arguments, cancellationToken);
        TerminalId? replaces = null;
        if (arguments.Find("replace") is { } code)
            replaces = TerminalId.TryParse(code, out var terminal) ? terminal : throw new VerbUsageException($"'{code}' is not a terminal; it looks like S1T3.");
        var made = await codes.MakeAsync(store, replaces, ChangeTeller.Actor, cancellationToken);
        if (made is null) return VerbAnswer.Failed(ExitCodes.Refused, replaces is null ? $"There is no store {store}." : $"There is no terminal {replaces} in store {store}.");
        var json = new { code = made.Code, expiresAt = made.ExpiresAt };
        return VerbAnswer.Of(
            arguments, json, $"Code {made.Code[..4]} {made.Code[4..]} for store {store}, valid until {made.ExpiresAt:HH:mm} UTC. On the device enter {addresses.PublicUrl} and the code.");
    }
}
