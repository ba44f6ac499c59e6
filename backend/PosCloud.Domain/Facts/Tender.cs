using System.Text.Json.Serialization;

namespace PosCloud.Domain.Facts;

/// <summary>How a payment was made.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Tender>))]
public enum Tender
{
    [JsonStringEnumMemberName("cash")]
    Cash,

    /// <summary>An external card terminal's amount, entered by hand.</summary>
    [JsonStringEnumMemberName("card")]
    Card,

    /// <summary>A voucher of the merchant's own; the payment names its code.</summary>
    [JsonStringEnumMemberName("voucher")]
    Voucher,
}
