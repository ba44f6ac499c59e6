using Microsoft.IdentityModel.Tokens;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Enrolment;

/// <summary>Reads the certificate that a device shows after its token was refused.</summary>
internal sealed class CertifiedDevice(HubSigningKey signing, TerminalReadmission readmission)
{
    /// <summary>The key that the certificate binds to this terminal; null when it isn't a certificate of this hub for it.</summary>
    public async Task<(EnrolmentCertificate Certificate, SecurityKey Key)?> ReadAsync(string certificate, TerminalId terminal)
    {
        if (await signing.ReadAsync(certificate) is not { } read || read.Terminal != terminal) return null;
        return DevicePublicKey.TryRead(read.PublicKey) is { } key ? (read, key) : null;
    }

    public Task<ReadmissionOutcome> ReadmitAsync(EnrolmentCertificate certificate, CancellationToken cancellationToken) =>
        readmission.ReadmitAsync(certificate, cancellationToken);
}
