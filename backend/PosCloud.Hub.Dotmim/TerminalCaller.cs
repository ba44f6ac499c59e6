using PosCloud.Domain.Identity;

namespace PosCloud.Hub.Dotmim;

/// <summary>Whose credential a request carries.</summary>
/// <param name="Store">The store the terminal is assigned to now.</param>
public sealed record TerminalCaller(TerminalId Terminal, StoreId Store, bool Revoked);
