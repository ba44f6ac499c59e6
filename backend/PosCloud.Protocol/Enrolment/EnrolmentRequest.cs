namespace PosCloud.Protocol.Enrolment;

/// <summary>A device asks to become a terminal.</summary>
/// <param name="Code">8 characters, single use, 15 minutes.</param>
/// <param name="PublicKey">The device's ECDSA P-256 public key, SubjectPublicKeyInfo, base64.</param>
/// <param name="Machine">Name of the device, for people.</param>
public sealed record EnrolmentRequest(string Code, string PublicKey, string Machine, string Program);
