using System.Text.Json.Serialization;

namespace PosCloud.Domain.Facts;

/// <summary>Why cash moved.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CashMovementKind>))]
public enum CashMovementKind
{
    [JsonStringEnumMemberName("pay-in")]
    PayIn,

    [JsonStringEnumMemberName("pay-out")]
    PayOut,

    /// <summary>Taken to the safe.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>The drawer was opened without a sale.</summary>
    [JsonStringEnumMemberName("no-sale")]
    NoSale,
}
