using System.Text.Json.Serialization;

namespace PosCloud.Domain.Facts;

/// <summary>What an order is as a whole.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderKind>))]
public enum OrderKind
{
    [JsonStringEnumMemberName("sale")]
    Sale,

    [JsonStringEnumMemberName("return")]
    Return,

    [JsonStringEnumMemberName("exchange")]
    Exchange,
}
