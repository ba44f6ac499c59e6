using System.Text.Json.Serialization;

namespace PosCloud.Domain.Catalogue;

/// <summary>What one unit of quantity is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnitOfSale>))]
public enum UnitOfSale
{
    /// <summary>Sold in whole pieces.</summary>
    [JsonStringEnumMemberName("piece")]
    Piece,

    /// <summary>Sold by weight, in thousandths of a kilogram.</summary>
    [JsonStringEnumMemberName("kg")]
    Kilogram,
}
