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

    /// <summary>Bytes of an enrolment request's body (16 KiB).</summary>
    public const int MaxEnrolmentBytes = 16 * 1024;

    /// <summary>Epochs that one request may name: a journal gets a new one only when its device was copied, set back or repaired.</summary>
    public const int MaxEpochs = 1_000;

    /// <summary>Streams of a replica that a hello may name.</summary>
    public const int MaxStreams = 16;

    /// <summary>Longest time for a request's body to arrive, in seconds.</summary>
    public const int MaxBodySeconds = 120;

    /// <summary>Slowest rate at which a body may arrive, in bytes per second.</summary>
    public const int MinBodyBytesPerSecond = 100;

    /// <summary>Requests of one terminal that are answered at the same time.</summary>
    public const int MaxRequestsOfTerminal = 4;

    /// <summary>Balances that one terminal may ask for in a minute: enough for any cashier, too few to guess a voucher's code.</summary>
    public const int MaxCreditLooksPerMinute = 30;

    /// <summary>Characters of an enrolment certificate.</summary>
    public const int MaxCertificateLength = 4 * 1024;
}
