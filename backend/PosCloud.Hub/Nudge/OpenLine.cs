using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Nudge;

/// <summary>A push line, what its terminal was when it opened, and how to close it.</summary>
internal sealed record OpenLine(TerminalCredential Opened, Action Close)
{
    /// <summary>False when it was revoked since, belongs to another store, or another device has its place.</summary>
    public bool MayStay(TerminalCredential? now) =>
        now is { Revoked: false } && now.Store == Opened.Store && Opened.PublicKeys.All(now.PublicKeys.Contains);
}
