using System.Text.Json.Serialization;

namespace PosCloud.Protocol.Errors;

/// <summary>Why a fact is in quarantine. It's kept whole, counts as received and blocks nothing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuarantineCode>))]
public enum QuarantineCode
{
    /// <summary>The bytes don't match their declared hash. Cleared when the terminal sends matching bytes.</summary>
    [JsonStringEnumMemberName("DAMAGED")]
    Damaged = 2001,

    /// <summary>A fact type or version of a newer release. Update the hub, then replay.</summary>
    [JsonStringEnumMemberName("FUTURE")]
    Future = 2002,

    /// <summary>The payload doesn't have its type's form, or its sums are impossible.</summary>
    [JsonStringEnumMemberName("MALFORMED")]
    Malformed = 2003,

    /// <summary>The terminal was revoked when it sent this. A manager decides.</summary>
    [JsonStringEnumMemberName("REVOKED")]
    Revoked = 2004,

    /// <summary>The fact is of a store that this terminal was never assigned to. A manager decides.</summary>
    [JsonStringEnumMemberName("WRONG_STORE")]
    WrongStore = 2005,

    /// <summary>Applying it failed in a way that repeats. Replay after a hub update.</summary>
    [JsonStringEnumMemberName("NOT_APPLICABLE")]
    NotApplicable = 2006,

    /// <summary>It came in a file without the device's seal. Cleared when the terminal itself sends it; else a manager decides.</summary>
    [JsonStringEnumMemberName("UNSEALED")]
    Unsealed = 2007,
}
