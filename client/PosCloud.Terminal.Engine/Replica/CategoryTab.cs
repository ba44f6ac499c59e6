namespace PosCloud.Terminal.Engine.Replica;

/// <param name="Products">Active products in it.</param>
public sealed record CategoryTab(string Name, long Position, int Products);
