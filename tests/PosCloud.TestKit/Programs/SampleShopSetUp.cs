using PosCloud.TestKit.Network;

namespace PosCloud.TestKit.Programs;

/// <summary>Puts the sample shop into a hub and pairs terminals with it, through the programs' own verbs.</summary>
public static class SampleShopSetUp
{
    /// <summary>The stores of the sample shop: code, name and catalogue file.</summary>
    public static IReadOnlyList<(string Code, string Name, string Currency, string TimeZone, string Catalogue)> Stores() =>
        [.. File.ReadLines(Path.Combine(ProgramPaths.SampleShop, "stores.csv"))
            .Skip(1)
            .Where(line => line.Length > 0)
            .Select(line => line.Split(','))
            .Select(cell => (cell[0], cell[1], cell[2], cell[3], Path.Combine(ProgramPaths.SampleShop, cell[4])))];

    /// <summary>Makes the database and adds both stores with their catalogues. Returns the imported rows.</summary>
    public static async Task<int> FillAsync(HubProgram hub, CancellationToken cancellation)
    {
        (await hub.RunAsync(cancellation, "migrate")).Expect(0);
        var rows = 0;
        foreach (var (code, name, currency, timeZone, catalogue) in Stores())
        {
            (await hub.RunAsync(
                cancellation, "stores", "add", "--code", code, "--name", name, "--currency", currency, "--time-zone", timeZone)).Expect(0);
            var import = await hub.RunAsync(cancellation, "import-catalogue", catalogue, "--store", code);
            rows += import.Expect(0).Json.GetProperty("rows").GetInt32();
        }

        return rows;
    }

    /// <summary>Pairs a terminal with a store over the given line and returns its name.</summary>
    public static async Task<string> EnrolAsync(
        HubProgram hub, TerminalProgram terminal, CuttableLine line, string store, CancellationToken cancellation)
    {
        var code = (await hub.RunAsync(cancellation, "enrolment-code", "--store", store)).Expect(0).Json.GetProperty("code").GetString()!;
        return await terminal.EnrolAsync(line.Address, code, cancellation);
    }
}
