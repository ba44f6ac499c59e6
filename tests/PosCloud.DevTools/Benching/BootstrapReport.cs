using System.Globalization;

namespace PosCloud.DevTools.Benching;

/// <summary>What a first download of a large catalogue takes.</summary>
/// <param name="HubBuildSeconds">From snapshot to stored file, in the hub's process.</param>
/// <param name="FileBytes">As it travels.</param>
/// <param name="TerminalMilliseconds">Per terminal: from paired and empty to the first scan answered from a verified replica.</param>
/// <param name="ScanP95Milliseconds">A barcode looked up in the new replica.</param>
/// <param name="SearchP95Milliseconds">Tiles of a word's first three letters.</param>
internal sealed record BootstrapReport(
    int Products, int Barcodes, long Rows, double HubBuildSeconds, long FileBytes, IReadOnlyList<long> TerminalMilliseconds, double ScanP95Milliseconds, double SearchP95Milliseconds)
{
    public void Print(TextWriter output)
    {
        var sorted = TerminalMilliseconds.Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Products} products, {Barcodes} barcodes, {Rows} rows"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hub: {HubBuildSeconds:0.0} s to make the file, {FileBytes / 1e6:0.0} MB"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"terminal: empty to first scan {sorted[sorted.Count / 2]} ms (median of {sorted.Count}; {sorted[0]} to {sorted[^1]})"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"then: scan p95 {ScanP95Milliseconds:0.0} ms, search p95 {SearchP95Milliseconds:0.0} ms"));
    }
}
