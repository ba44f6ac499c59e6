using PosCloud.Domain.Identity;

namespace PosCloud.Protocol.Enrolment;

/// <summary>The device is now this terminal.</summary>
/// <param name="Certificate">Signed by the hub's own key; brings the terminal back after the hub was restored from an older backup.</param>
public sealed record EnrolmentAnswer(
    TerminalId Terminal, StoreId Store, JournalEpoch Epoch, string HubEpoch, DateTimeOffset HubTime, string Certificate);
