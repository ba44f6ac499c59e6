namespace PosCloud.Terminal.Engine.Carrying;

/// <param name="Path">The outbox file; holds one table of facts.</param>
public sealed record OutboxTransfer(CarryingLine Line, string Path);
