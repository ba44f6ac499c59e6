using System.Text.Json.Serialization;

namespace PosCloud.Protocol.Sync;

/// <summary>Why a terminal's position can't be continued.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RestartReason>))]
public enum RestartReason
{
    /// <summary>It has none, or none that this hub can read.</summary>
    [JsonStringEnumMemberName("NONE")]
    None,

    /// <summary>It is of another history of the hub, or of another store.</summary>
    [JsonStringEnumMemberName("OTHER")]
    Other,

    /// <summary>It is below the floor: deletions since then are forgotten.</summary>
    [JsonStringEnumMemberName("GONE")]
    Gone,

    /// <summary>More changed since then than is worth sending row by row.</summary>
    [JsonStringEnumMemberName("LARGE")]
    Large,
}
