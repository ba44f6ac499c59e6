using System.Text.Json.Serialization;

namespace PosCloud.Domain.Selling;

/// <summary>Whether shelf prices contain the tax.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxMode>))]
public enum TaxMode
{
    /// <summary>Prices contain the tax (as in Europe).</summary>
    [JsonStringEnumMemberName("included")]
    Included,

    /// <summary>Tax is added to the prices (as in the United States).</summary>
    [JsonStringEnumMemberName("added")]
    Added,
}
