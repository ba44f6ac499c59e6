using PosCloud.Domain.Identity;

namespace PosCloud.HubStorage.Enrolment;

/// <param name="Store">The store it is assigned to now.</param>
/// <param name="PublicKeys">SubjectPublicKeyInfo, base64; a token must be signed by one of them.</param>
public sealed record TerminalCredential(TerminalId Terminal, StoreId Store, bool Revoked, IReadOnlyList<string> PublicKeys);
