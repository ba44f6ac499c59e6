using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Enrolment;

/// <summary>A device asks to become a terminal.</summary>
/// <param name="Code">8 characters, single use, 15 minutes.</param>
/// <param name="PublicKey">The device's ECDSA P-256 public key, SubjectPublicKeyInfo, base64.</param>
/// <param name="Machine">Name of the device, for people.</param>
public sealed record EnrolmentRequest(string Code, string PublicKey, string Machine, string Program);

/// <summary>The device is now this terminal.</summary>
/// <param name="Certificate">Signed by the hub's own key; brings the terminal back after the hub was restored from an older backup.</param>
public sealed record EnrolmentAnswer(
    TerminalId Terminal, StoreId Store, JournalEpoch Epoch, string HubEpoch, DateTimeOffset HubTime, string Certificate);
