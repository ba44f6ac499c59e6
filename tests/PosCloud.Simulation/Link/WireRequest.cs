namespace PosCloud.Simulation.Link;

/// <summary>A request as bytes on the line, so that it can be kept, repeated, cut and damaged.</summary>
internal sealed record WireRequest(string Path, string? Authorization, string? Certificate, string? ContentEncoding, string? ContentType, byte[] Body, string? Range = null)
{
    public bool AsksForFile => Path.StartsWith(PosCloud.Protocol.Routes.Bootstrap + "/", StringComparison.Ordinal);
}
