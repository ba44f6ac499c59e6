using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Enrolment;

/// <summary>Reads the certificate that a device shows after its token was refused.</summary>
internal sealed class CertifiedDevice(HubSigningKey signing, TerminalReadmission readmission)
{
    /// <summary>What the certificate says, with the key that it binds to this terminal; null when it isn't a certificate of this hub for it.</summary>
    public async Task<EnrolmentCertificate?> ReadAsync(string certificate, TerminalId terminal) =>
        await signing.ReadAsync(certificate) is { } read && read.Terminal == terminal ? read : null;

    public Task<ReadmissionOutcome> ReadmitAsync(EnrolmentCertificate certificate, CancellationToken cancellationToken) =>
        readmission.ReadmitAsync(certificate, cancellationToken);
}
