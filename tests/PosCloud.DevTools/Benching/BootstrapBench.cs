using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PosCloud.TestKit;
using PosCloud.TestKit.Network;
using PosCloud.TestKit.Programs;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.DevTools.Benching;

/// <summary>A real hub process with a large catalogue, and real terminals that begin with nothing.</summary>
internal sealed partial class BootstrapBench : IAsyncDisposable
{
    private const string Store = "S1";
    private const int LookUps = 400;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly string[] Words =
        ["wild", "honey", "blossom", "olive", "oil", "merino", "socks", "linen", "towel", "apple", "juice", "cloudy", "rye", "loaf", "gouda", "aged"];

    private readonly string _folder;
    private readonly TextWriter _output;
    private readonly HubProgram _hub;

    public BootstrapBench(string folder, int portBase, TextWriter output)
    {
        (_folder, _output) = (folder, output);
        Directory.CreateDirectory(Path.Combine(folder, "hub"));
        _hub = new HubProgram(Path.Combine(folder, "hub"), PortBlock.FirstFree(portBase, 1));
    }

    public async Task<BootstrapReport> RunAsync(int products, int terminals, CancellationToken cancellation)
    {
        await ImportAsync(products, cancellation);
        await _hub.StartAsync(cancellation);
        Say("hub is up; it makes the file");
        var (seconds, rows, bytes) = await BuiltAsync(cancellation);
        var times = new List<long>();
        (double Scan, double Search) speed = (0, 0);
        for (var i = 0; i < terminals; i++)
        {
            var (time, last) = await BeginAsync(i, products, measureSpeed: i == terminals - 1, cancellation);
            Say(string.Create(CultureInfo.InvariantCulture, $"terminal {i + 1}: {time} ms"));
            times.Add(time);
            speed = last;
        }

        return new BootstrapReport(products, products * 2, rows, seconds, bytes, times, speed.Scan, speed.Search);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task ImportAsync(int products, CancellationToken cancellation)
    {
        (await _hub.RunAsync(cancellation, "migrate")).Expect(0);
        (await _hub.RunAsync(cancellation, "stores", "add", "--code", Store, "--name", "Large", "--currency", "EUR", "--time-zone", "Europe/Zagreb")).Expect(0);
        var file = Path.Combine(_folder, "catalogue.csv");
        var text = new StringBuilder("sku,barcode,name,category,unit_price,tax_rate,unit,opening_stock\n");
        for (var i = 0; i < products; i++)
            text.Append(CultureInfo.InvariantCulture, $"SKU-{i},{Code(i, 40)} {Code(i, 50)},{Words[i % 16]} {Words[i / 16 % 16]} {Words[i / 256 % 16]} {i},Category {i % 20},{1 + (i % 97)}.50,25,piece,100\n");
        await File.WriteAllTextAsync(file, text.ToString(), cancellation);
        var watch = Stopwatch.StartNew();
        (await _hub.RunAsync(cancellation, "import-catalogue", file, "--store", Store)).Expect(0);
        Say(string.Create(CultureInfo.InvariantCulture, $"{products} products imported in {watch.Elapsed.TotalSeconds:0.0} s"));
    }

    private async Task<(double Seconds, long Rows, long Bytes)> BuiltAsync(CancellationToken cancellation)
    {
        Match? found = null;
        await Waiting.UntilAsync(
            "the hub has made the file",
            async () =>
            {
                await using var log = new FileStream(_hub.DataFolder + ".log", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(log);
                found = Made().Match(await reader.ReadToEndAsync(cancellation));
                return found.Success;
            },
            Limit,
            cancellation);
        return (double.Parse(found!.Groups["seconds"].Value, CultureInfo.InvariantCulture), long.Parse(found.Groups["rows"].Value, CultureInfo.InvariantCulture), long.Parse(found.Groups["bytes"].Value, CultureInfo.InvariantCulture));
    }

    private async Task<(long Milliseconds, (double Scan, double Search) Speed)> BeginAsync(int number, int products, bool measureSpeed, CancellationToken cancellation)
    {
        var code = (await _hub.RunAsync(cancellation, "enrolment-code", "--store", Store)).Expect(0).Json.GetProperty("code").GetString()!;
        await using var engine = TerminalEngine.Open(Path.Combine(_folder, $"terminal-{number}"));
        if (await engine.Enrolment.EnrolAsync(_hub.Address, code, cancellation) is not EnrolmentOutcome.Enrolled) throw new InvalidOperationException("The hub did not enrol the terminal.");
        var watch = Stopwatch.StartNew();
        var report = await engine.Sync.SyncNowAsync(cancellation);
        if (engine.Catalogue.Find(Code(products / 2, 50)) is not { } item) throw new InvalidOperationException($"The terminal has no catalogue: {report.Error}");
        var took = watch.ElapsedMilliseconds;
        if (engine.Register.Add(item.Sku, null) is not CartOutcome.Done) throw new InvalidOperationException("The terminal doesn't sell.");
        return (took, measureSpeed ? Speed(engine, products) : (0, 0));
    }

    private static (double Scan, double Search) Speed(TerminalEngine engine, int products)
    {
        var random = new Random(7);
        return (
            P95(() => engine.Catalogue.Find(Code(random.Next(products), 40))),
            P95(() => engine.Catalogue.Tiles(search: Words[random.Next(Words.Length)][..3])));
    }

    private static double P95(Action action)
    {
        action();
        var times = new List<double>();
        for (var i = 0; i < LookUps; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(LookUps * 95 / 100);
    }

    private static string Code(int product, int range) => string.Create(CultureInfo.InvariantCulture, $"{range}{product:D11}");

    private void Say(string line) => _output.WriteLine(line);

    [GeneratedRegex(@"store S1: (?<rows>\d+) rows, (?<bytes>\d+) bytes in (?<seconds>[\d.]+) s")]
    private static partial Regex Made();
}
