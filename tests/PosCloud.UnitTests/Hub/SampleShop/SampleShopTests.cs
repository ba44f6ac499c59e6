using System.Globalization;
using CsvHelper;
using PosCloud.TestKit.Programs;
using Xunit;

namespace PosCloud.UnitTests.Hub.SampleShop;

/// <summary>The shop that comes with the project is one that a shopkeeper would believe.</summary>
public sealed class SampleShopTests
{
    private static readonly string[] Categories = ["Coffee and tea", "Bakery", "Deli", "Pantry", "Drinks", "Home"];

    public static TheoryData<string> Catalogues() => ["harbour-street.csv", "old-town.csv"];

    [Fact]
    public void It_has_two_stores()
    {
        var stores = SampleShopSetUp.Stores();

        Assert.Equal(["S1 Harbour Street EUR Europe/Zagreb", "S2 Old Town EUR Europe/Zagreb"],
            stores.Select(store => $"{store.Code} {store.Name} {store.Currency} {store.TimeZone}"));
        Assert.All(stores, store => Assert.True(File.Exists(store.Catalogue)));
    }

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void It_has_about_eighty_products_ten_of_them_with_variants(string catalogue)
    {
        var goods = Read(catalogue);

        Assert.InRange(goods.Select(good => good.ProductOrSku).Distinct().Count(), 80, 90);
        Assert.InRange(goods.Where(good => good.Product.Length > 0).GroupBy(good => good.Product).Count(group => group.Count() > 1), 10, 20);
        Assert.Equal(goods.Count, goods.Select(good => good.Sku).Distinct().Count());
        Assert.Equal(Categories, goods.Select(good => good.Category).Distinct());
        Assert.Equal(["25", "5"], goods.Select(good => good.TaxRate).Distinct());
        Assert.Contains(goods, good => good.Unit == "kg");
        Assert.Contains(goods, good => good.OpeningStock is >= 0 and <= 3);
    }

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Every_barcode_is_a_valid_in_store_EAN_13(string catalogue)
    {
        var barcodes = Read(catalogue).Select(good => good.Barcode).ToList();

        Assert.Equal(barcodes.Count, barcodes.Distinct().Count());
        Assert.All(barcodes, barcode => Assert.True(IsInStoreEan13(barcode), barcode));
    }

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void The_first_screen_shows_every_kind_of_name(string catalogue)
    {
        var first = Read(catalogue).Select(good => good.Name).Distinct().Take(16).ToList();

        Assert.Contains(first, name => name.Length <= 10);
        Assert.Contains(first, name => name.Length == 60);
        Assert.Contains(first, name => IsWrittenIn(name, 0x0600, 0x06FF));
        Assert.Contains(first, name => IsWrittenIn(name, 0x0400, 0x04FF));
        Assert.Contains(first, name => IsWrittenIn(name, 0x4E00, 0x9FFF));
    }

    private static bool IsWrittenIn(string name, int first, int last) => name.EnumerateRunes().Any(rune => rune.Value >= first && rune.Value <= last);

    /// <summary>GS1 leaves the prefixes 200 to 299 to the shop, so none of these belongs to a company.</summary>
    private static bool IsInStoreEan13(string barcode) =>
        barcode.Length == 13 && barcode.All(char.IsAsciiDigit) && barcode[0] == '2'
        && barcode.Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;

    private static List<Good> Read(string catalogue)
    {
        using var csv = CsvReader.FromFile(Path.Combine(ProgramPaths.SampleShop, catalogue));
        var goods = new List<Good>();
        csv.ReadHeader();
        while (csv.Read())
        {
            goods.Add(new Good(
                csv.GetString("sku"), csv.GetString("barcode"), csv.GetString("name"), csv.GetString("category"), csv.GetString("tax_rate"),
                csv.GetString("unit"), decimal.Parse(csv.GetString("opening_stock"), CultureInfo.InvariantCulture), csv.GetString("product")));
        }

        return goods;
    }

    private sealed record Good(
        string Sku, string Barcode, string Name, string Category, string TaxRate, string Unit, decimal OpeningStock, string Product)
    {
        public string ProductOrSku => Product.Length > 0 ? Product : Sku;
    }
}
