using System.ComponentModel.DataAnnotations;

namespace PosCloud.Grains.Fleet;

/// <summary>What the dashboard's first page shows; section <c>Hub</c>.</summary>
public sealed class FleetOptions
{
    public const string Section = "Hub";

    /// <summary>Name of the merchant.</summary>
    [Required(AllowEmptyStrings = false), MaxLength(100)]
    public string Merchant { get; set; } = "PosCloud";
}
