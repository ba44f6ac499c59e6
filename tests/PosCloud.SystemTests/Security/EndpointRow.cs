namespace PosCloud.SystemTests.Security;

/// <summary>One endpoint of one of the programs and who may use it.</summary>
/// <param name="Route">Methods and pattern, as <see cref="Endpoints"/> writes them.</param>
public sealed record EndpointRow(string Route, Guard Guard);
