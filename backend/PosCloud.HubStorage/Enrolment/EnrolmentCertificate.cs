using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Enrolment;

/// <summary>What the hub once stated about a device, signed by its key outside the database.</summary>
/// <param name="Epoch">The journal epoch given at enrolment.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, base64.</param>
public sealed record EnrolmentCertificate(TerminalId Terminal, StoreId Store, JournalEpoch Epoch, string PublicKey);
