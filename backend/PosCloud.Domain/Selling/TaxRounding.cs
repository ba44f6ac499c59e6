using System.Text.Json.Serialization;

namespace PosCloud.Domain.Selling;

/// <summary>Where tax is rounded to a minor unit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxRounding>))]
public enum TaxRounding
{
    /// <summary>On each line.</summary>
    [JsonStringEnumMemberName("line")]
    Line,

    /// <summary>Once per tax rate on the whole receipt.</summary>
    [JsonStringEnumMemberName("receipt")]
    Receipt,
}
