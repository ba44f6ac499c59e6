using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Who this terminal is, given at enrolment.</summary>
/// <param name="Store">The store it's assigned to now; a move changes it.</param>
/// <param name="Certificate">The hub's signed statement of the enrolment; brings the terminal back after the hub was restored.</param>
public sealed record TerminalIdentity(TerminalId Terminal, StoreId Store, Uri Hub, string Certificate);
