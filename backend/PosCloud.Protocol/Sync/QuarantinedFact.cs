using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;

namespace PosCloud.Protocol.Sync;

/// <param name="Message">For people: what is wrong and what to do.</param>
public sealed record QuarantinedFact(JournalEpoch Epoch, JournalSequence Sequence, FactId? Fact, QuarantineCode Code, string Message);
