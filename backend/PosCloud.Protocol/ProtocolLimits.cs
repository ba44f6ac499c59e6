namespace PosCloud.Protocol;

/// <summary>Upper limits of one request and one answer; what exceeds them is refused with <c>TOO_LARGE</c>.</summary>
public static class ProtocolLimits
{
    /// <summary>Facts in one upload.</summary>
    public const int MaxFactsPerUpload = 500;

    /// <summary>Bytes of a request's body after decompression, in bytes (4 MiB). Terminals aim for a quarter of it.</summary>
    public const int MaxRequestBytes = 4 * 1024 * 1024;

    /// <summary>Where a terminal ends a batch, in bytes before compression (1 MiB).</summary>
    public const int TargetUploadBytes = 1024 * 1024;

    /// <summary>Bytes of one fact's canonical form (1 MiB).</summary>
    public const int MaxFactBytes = 1024 * 1024;

    /// <summary>Rows in one page of state.</summary>
    public const int MaxRowsPerPage = 5_000;

    /// <summary>Bytes of row content in one page, in bytes (2 MiB).</summary>
    public const int MaxPageBytes = 2 * 1024 * 1024;

    /// <summary>How far a request's <c>iat</c> may be from hub time, in seconds.</summary>
    public const int MaxTokenAgeSeconds = 300;

    /// <summary>Characters of an enrolment certificate.</summary>
    public const int MaxCertificateLength = 4 * 1024;
}
