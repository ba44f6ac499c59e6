using System.Globalization;
using CsvHelper;
using PosCloud.TestKit.Programs;

namespace PosCloud.DevTools.Up;

/// <summary>One sku of the sample shop and how much of it there was in the morning.</summary>
internal sealed record ShelfGood(string Sku, string Category, bool Weighed, decimal Opening);

/// <summary>What a customer of one store may pick, without emptying a shelf.</summary>
internal sealed class Shelf(IReadOnlyList<ShelfGood> goods)
{
    private const decimal Plenty = 20;
    private static readonly string[] Often = ["Coffee and tea", "Bakery"];
    private readonly List<ShelfGood> _plentiful = [.. goods.Where(good => good.Opening >= (good.Weighed ? 4 : Plenty))];
    private readonly Dictionary<string, decimal> _left = goods.ToDictionary(good => good.Sku, good => good.Opening);

    /// <summary>Picks something and puts it into the basket: mostly coffee and bread, and never the last half of anything.</summary>
    public (string Sku, decimal Quantity) Take(Random random)
    {
        while (true)
        {
            var good = _plentiful[random.Next(_plentiful.Count)];
            var quantity = good.Weighed ? random.Next(80, 420) / 1000m : 1 + (random.Next(5) / 4);
            var wanted = Often.Contains(good.Category) || random.Next(3) == 0;
            if (wanted && _left[good.Sku] - quantity >= good.Opening / 2)
            {
                _left[good.Sku] -= quantity;
                return (good.Sku, quantity);
            }
        }
    }

    /// <summary>Reads the shelf of a store from the sample shop's catalogue.</summary>
    public static IReadOnlyList<ShelfGood> Of(string store)
    {
        var catalogue = SampleShopSetUp.Stores().Single(candidate => candidate.Code == store).Catalogue;
        using var csv = CsvReader.FromFile(catalogue);
        var goods = new List<ShelfGood>();
        csv.ReadHeader();
        while (csv.Read())
        {
            goods.Add(new ShelfGood(
                csv.GetString("sku"),
                csv.GetString("category"),
                csv.GetString("unit") == "kg",
                decimal.Parse(csv.GetString("opening_stock"), CultureInfo.InvariantCulture)));
        }

        return goods;
    }
}
