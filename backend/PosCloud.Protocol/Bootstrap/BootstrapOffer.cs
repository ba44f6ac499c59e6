namespace PosCloud.Protocol.Bootstrap;

/// <summary>A ready-made replica that a terminal is to fetch instead of many pages.</summary>
/// <param name="File">Its name: SHA-256 of the compressed bytes in lower-case hex. Null while the hub is still making it.</param>
/// <param name="Bytes">Length as it travels, compressed with Brotli.</param>
/// <param name="UnpackedBytes">Length of the SQLite file; no more may come out of the packed one.</param>
/// <param name="Rows">Rows in it, for progress.</param>
/// <param name="RetryAfterSeconds">When to ask again while there is no file.</param>
public sealed record BootstrapOffer(string? File, long Bytes, long UnpackedBytes, long Rows, int RetryAfterSeconds)
{
    public static BootstrapOffer InPreparation(long rows, int retryAfterSeconds) => new(null, 0, 0, rows, retryAfterSeconds);
}
