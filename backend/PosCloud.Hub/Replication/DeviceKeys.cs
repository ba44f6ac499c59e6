using Microsoft.IdentityModel.Tokens;
using PosCloud.Domain.Identity;
using PosCloud.Hub.Enrolment;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Replication;

/// <summary>Reads the public keys under which a terminal may sign.</summary>
internal sealed class DeviceKeys(TerminalEnrolment enrolment)
{
    /// <summary>Empty for a terminal the hub doesn't know.</summary>
    public async Task<IReadOnlyList<SecurityKey>> OfAsync(TerminalId terminal, CancellationToken cancellationToken) =>
        await enrolment.FindAsync(terminal, cancellationToken) is { } credential
            ? [.. credential.PublicKeys.Select(DevicePublicKey.TryRead).OfType<SecurityKey>()]
            : [];
}
