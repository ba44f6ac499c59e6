using System.Globalization;

namespace PosCloud.Dashboard.Text;

/// <summary>Counts with their word.</summary>
public static class Plural
{
    /// <summary>"1 sale", "1,284 sales".</summary>
    public static string Of(long count, string one, string? many = null) => Number(count) + "\u00a0" + (count == 1 ? one : many ?? one + "s");

    public static string Number(long count) => count.ToString("#,0", CultureInfo.CurrentCulture);
}
