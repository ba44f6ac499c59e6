using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace PosCloud.TestKit.Retail;

/// <summary>Reads the Online Retail file, plain or gzip.</summary>
public static class RetailFile
{
    public const string Name = "online_retail_2010-12-01_2011-06-30.csv.gz";

    /// <summary>The file in a folder <c>shared/data</c> beside the repository or above it; null when there is none.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(Programs.ProgramPaths.Root).Parent; folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", Name);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>The rows in the order of the file.</summary>
    /// <param name="most">Stops after so many rows.</param>
    public static IEnumerable<RetailRow> Read(string file, int most = int.MaxValue)
    {
        using var stream = File.OpenRead(file);
        using Stream plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var csv = CsvReader.Create(plain);
        csv.ReadHeader();
        for (var row = 0; row < most && csv.Read(); row++)
        {
            yield return new RetailRow(
                csv.GetString("InvoiceNo").Trim(),
                csv.GetString("StockCode"),
                csv.GetString("Description").Trim(),
                long.Parse(csv.GetString("Quantity"), CultureInfo.InvariantCulture),
                DateTime.Parse(csv.GetString("InvoiceDate"), CultureInfo.InvariantCulture),
                decimal.Parse(csv.GetString("UnitPrice"), CultureInfo.InvariantCulture));
        }
    }
}
