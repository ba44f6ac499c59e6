using System.Globalization;

namespace PosCloud.Dashboard.Text;

/// <summary>Bytes for people: "0.4 KB", "0.31 MB".</summary>
public static class DataSize
{
    public static string Text(long bytes) => bytes < 100_000 ? Kilo(bytes) + "\u00a0KB" : (bytes / 1_000_000.0).ToString("#,0.00", CultureInfo.CurrentCulture) + "\u00a0MB";

    /// <summary>Kilobytes with one decimal and no unit, for columns whose head names it.</summary>
    public static string Kilo(long bytes) => (bytes / 1000.0).ToString("#,0.0", CultureInfo.CurrentCulture);
}
