namespace PosCloud.HubStorage.Alerts;

/// <summary>A matter of one terminal that stands until the terminal itself ends it, whatever people decide meanwhile.</summary>
/// <param name="Kind"><see cref="ExceptionKinds.SilentTerminal"/> or <see cref="ExceptionKinds.SalesWaiting"/>.</param>
/// <param name="SinceMilliseconds">Hub time: the terminal's last sign of life, or when the oldest fact that waits was made.</param>
public sealed record TerminalAlert(string Kind, long SinceMilliseconds);
