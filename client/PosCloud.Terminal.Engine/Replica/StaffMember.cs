namespace PosCloud.Terminal.Engine.Replica;

/// <summary>Somebody who sells.</summary>
public sealed record StaffMember(string Id, string Name, string Role);
