namespace PosCloud.Protocol.Errors;

/// <summary>Body of every refusal, as JSON.</summary>
/// <param name="Message">For people: cause and what to do next, without secrets.</param>
/// <param name="HubTime">The hub's clock, so that a terminal can correct its token.</param>
public sealed record ErrorAnswer(SyncErrorCode Code, string Message, DateTimeOffset HubTime);
