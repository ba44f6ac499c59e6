using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Replication;

/// <summary>Reads the public keys under which a terminal may sign.</summary>
internal sealed class DeviceKeys(TerminalEnrolment enrolment)
{
    /// <summary>As texts that <see cref="Enrolment.DevicePublicKey"/> reads; empty for a terminal the hub doesn't know.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(TerminalId terminal, CancellationToken cancellationToken) =>
        await enrolment.FindAsync(terminal, cancellationToken) is { } credential
            ? credential.PublicKeys
            : [];
}
