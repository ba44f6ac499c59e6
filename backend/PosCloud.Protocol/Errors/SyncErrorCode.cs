using System.Text.Json.Serialization;

namespace PosCloud.Protocol.Errors;

/// <summary>Why the hub refused a request. Numbers and names are public and never reused; PROTOCOL.md lists cause and remedy.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SyncErrorCode>))]
public enum SyncErrorCode
{
    /// <summary>The body isn't a well-formed request. Don't repeat it unchanged.</summary>
    [JsonStringEnumMemberName("MALFORMED")]
    Malformed = 1001,

    /// <summary>A named limit was exceeded. Send less.</summary>
    [JsonStringEnumMemberName("TOO_LARGE")]
    TooLarge = 1002,

    /// <summary>No or a wrong credential. Enrol again.</summary>
    [JsonStringEnumMemberName("CREDENTIAL")]
    Credential = 1101,

    /// <summary>The token's time is more than five minutes from hub time, which the answer carries. Repeat with corrected time.</summary>
    [JsonStringEnumMemberName("CLOCK")]
    Clock = 1102,

    /// <summary>A manager revoked this terminal: no more state; facts are still taken, into quarantine.</summary>
    [JsonStringEnumMemberName("REVOKED")]
    Revoked = 1103,

    /// <summary>The enrolment code is wrong, used or expired. Ask for a new one.</summary>
    [JsonStringEnumMemberName("ENROLMENT_CODE")]
    EnrolmentCode = 1201,

    /// <summary>Too many attempts. Wait for <c>Retry-After</c>.</summary>
    [JsonStringEnumMemberName("RATE_LIMIT")]
    RateLimit = 1202,

    /// <summary>State can't be given in this protocol or schema version. Update the terminal; uploads go on.</summary>
    [JsonStringEnumMemberName("VERSION")]
    Version = 1301,

    /// <summary>This hub doesn't serve the engine the terminal asked for.</summary>
    [JsonStringEnumMemberName("ENGINE")]
    Engine = 1302,

    /// <summary>The ready-made replica was replaced by a newer one. Ask for state again.</summary>
    [JsonStringEnumMemberName("GONE")]
    Gone = 1303,

    /// <summary>The hub can't answer now. Repeat after <c>Retry-After</c>.</summary>
    [JsonStringEnumMemberName("BUSY")]
    Busy = 1401,
}
