using System.Security.Cryptography;
using System.Text;
using CsCheck;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;

namespace PosCloud.UnitTests.Domain;

public sealed class FactTests
{
    private static readonly FactId Id = new(Guid.Parse("0199c5a0-0000-7000-8000-000000000003"));
    private static readonly StoreId Store = StoreId.Parse("S1");
    private static readonly FactContext Context = new("boot-1", 5_000, "Europe/Zagreb", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", -40);

    /// <summary>The layout is public: written out by hand here, so that no change of the code can hide.</summary>
    [Fact]
    public void The_content_hash_covers_the_documented_layout()
    {
        var payload = Encoding.UTF8.GetBytes("{}");
        var fact = new Fact(Id, "T", 2, DateTimeOffset.FromUnixTimeMilliseconds(0x0102), Store, payload);
        byte[] expected =
        [
            .. Convert.FromHexString("0199c5a0000070008000000000000003"),
            0, 1, (byte)'T',
            0, 0, 0, 2,
            0, 0, 0, 0, 0, 0, 1, 2,
            0, 2, (byte)'S', (byte)'1',
            0, 0, 0, 2, (byte)'{', (byte)'}',
        ];

        Assert.Equal(expected, FactHash.ContentBytes(fact));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(expected)), FactHash.ContentHash(fact).ToString());
    }

    [Fact]
    public void The_chain_hash_covers_the_documented_layout()
    {
        var content = Sha256Digest.Of([1]);
        byte[] expected =
        [
            .. new byte[32], 0, 4, (byte)'S', (byte)'1', (byte)'T', (byte)'1', 0, 1, (byte)'1',
            0, 0, 0, 0, 0, 0, 0, 1, .. content.ToArray(),
        ];

        var chain = FactHash.ChainHash(Sha256Digest.None, TerminalId.Parse("S1T1"), JournalEpoch.First, new JournalSequence(1), content);

        Assert.Equal(Sha256Digest.Of(expected), chain);
    }

    [Fact]
    public void Content_bytes_read_back_and_any_cut_or_longer_form_is_refused()
    {
        var fact = FactCodec.Encode(Id, DateTimeOffset.UnixEpoch, Store, new StockReceived { Context = Context, Sku = Sku.Parse("A"), Quantity = Quantity.One });
        var bytes = FactHash.ContentBytes(fact);

        Assert.True(FactHash.TryReadContent(bytes, out var read));
        Assert.Equal(FactHash.ContentHash(fact), FactHash.ContentHash(read!));
        for (var length = 0; length < bytes.Length; length++) Assert.False(FactHash.TryReadContent(bytes.AsMemory(0, length), out _));
        Assert.False(FactHash.TryReadContent((byte[])[.. bytes, 0], out _));
    }

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        if (FactHash.TryReadContent(bytes, out var fact)) _ = FactCodec.Read(fact!);
    });

    [Fact]
    public void An_unknown_type_or_version_is_an_answer()
    {
        var fact = FactCodec.Encode(Id, DateTimeOffset.UnixEpoch, Store, new StockReceived { Context = Context, Sku = Sku.Parse("A"), Quantity = Quantity.One });

        Assert.IsType<FactReading.Unknown>(FactCodec.Read(fact with { Type = "BottleDeposit" }));
        Assert.IsType<FactReading.Unknown>(FactCodec.Read(fact with { Version = 9 }));
        Assert.IsType<FactReading.Malformed>(FactCodec.Read(fact with { Payload = Encoding.UTF8.GetBytes("[]") }));
        Assert.IsType<FactReading.Malformed>(FactCodec.Read(fact with { Payload = Encoding.UTF8.GetBytes("{\"sku\":\"A\"}") }));
        Assert.IsType<FactReading.Malformed>(FactCodec.Read(fact with { Payload = new byte[] { 0xff, 0xfe } }));
    }

    [Fact]
    public void Every_fact_type_reads_back_equal()
    {
        var shift = new ShiftId(Guid.Parse("0199c5a0-0000-7000-8000-000000000002"));
        var euro = Currency.Parse("EUR");
        var date = new DateOnly(2026, 11, 23);
        var receipt = ReceiptNumber.Parse("S1T1-1-000001");
        FactBody[] bodies =
        [
            new ShiftOpened { Context = Context, Shift = shift, Number = 1, BusinessDate = date, Currency = euro, FloatMinorUnits = 100 },
            new CashMoved { Context = Context, Shift = shift, Kind = CashMovementKind.Drop, Currency = euro, AmountMinorUnits = 5 },
            new StockCounted { Context = Context, Sku = Sku.Parse("A"), Counted = Quantity.Zero },
            new StockReceived { Context = Context, Sku = Sku.Parse("A"), Quantity = Quantity.One },
            new StockAdjusted { Context = Context, Sku = Sku.Parse("A"), Change = -Quantity.One, Reason = "Dropped \"it\" – زعتر" },
            new CartVoided { Context = Context, Order = new OrderId(shift.Value), Currency = euro, Lines = 2, TotalMinorUnits = 3 },
            new ReceiptReprinted { Context = Context, ReceiptNumber = receipt },
            new ClockStepped { Context = Context, Before = DateTimeOffset.UnixEpoch, After = DateTimeOffset.UnixEpoch.AddDays(1) },
            new StoreAssigned { Context = Context, Store = Store },
            new EpochStarted { Context = Context, Previous = JournalEpoch.First, Reason = "clone" },
        ];

        foreach (var body in bodies)
        {
            var reading = Assert.IsType<FactReading.Understood>(FactCodec.Read(FactCodec.Encode(Id, DateTimeOffset.UnixEpoch, Store, body)));
            Assert.Equal(body, reading.Body);
        }
    }

    [Fact]
    public void An_order_whose_payments_do_not_add_up_is_not_applied()
    {
        var rules = new PosCloud.Domain.Selling.PricingRules(Currency.Parse("EUR"), PosCloud.Domain.Selling.TaxMode.Included, PosCloud.Domain.Selling.TaxRounding.Line, 1);
        var order = Carts.ToFact(rules, [new(new Money(100, rules.Currency), Quantity.One, new TaxRate(0), null)], null);

        Assert.Null(FactRules.Problem(order));
        Assert.NotNull(FactRules.Problem(order with { TotalMinorUnits = 99 }));
    }

    [Fact]
    public void An_order_says_its_vouchers_and_points_in_version_2_and_everything_else_in_version_1()
    {
        var rules = new PosCloud.Domain.Selling.PricingRules(Currency.Parse("EUR"), PosCloud.Domain.Selling.TaxMode.Included, PosCloud.Domain.Selling.TaxRounding.Line, 1);
        var plain = Carts.ToFact(rules, [new(new Money(100, rules.Currency), Quantity.One, new TaxRate(0), null)], null);
        var code = VoucherCode.Parse("abcd-1234");
        var order = plain with
        {
            Customer = new CustomerId(Id.Value),
            Points = new OrderPoints(1, 5),
            Lines = [plain.Lines[0] with { Voucher = new VoucherIssue(code, 100) }],
            Payments = [plain.Payments[0] with { Tender = Tender.Voucher, Voucher = code }],
        };

        var (old, now) = (FactCodec.Encode(Id, DateTimeOffset.UnixEpoch, Store, plain), FactCodec.Encode(Id, DateTimeOffset.UnixEpoch, Store, order));
        var read = Assert.IsType<OrderCompleted>(Assert.IsType<FactReading.Understood>(FactCodec.Read(now)).Body);
        var upcast = Assert.IsType<OrderCompleted>(Assert.IsType<FactReading.Understood>(FactCodec.Read(now with { Version = 1 })).Body);

        Assert.Equal((1, 2), (old.Version, now.Version));
        Assert.Null(FactRules.Problem(read));
        Assert.Equal((new OrderPoints(1, 5), new VoucherIssue(code, 100), code), (read.Points, read.Lines[0].Voucher, read.Payments[0].Voucher));
        Assert.Equal((null, null, null), (upcast.Points, upcast.Lines[0].Voucher, upcast.Payments[0].Voucher));
        Assert.NotNull(FactRules.Problem(upcast));
        Assert.NotNull(FactRules.Problem(read with { Customer = null }));
        Assert.Equal(
            [("line/1", "ABCD1234", 100L), ("payment/1", "ABCD1234", -100L), ("earned", Id.ToString(), 1L), ("spent", Id.ToString(), -5L)],
            PosCloud.Domain.Credits.CreditMovements.Of(read).Select(m => (m.Part, m.Holder, m.Change)));
        Assert.Empty(PosCloud.Domain.Stock.StockMovements.Of(read));
    }

    [Theory]
    [InlineData("ABCDE")]
    [InlineData("ABCD_1234")]
    [InlineData("ÄBCD1234")]
    [InlineData(null)]
    public void A_text_that_is_no_voucher_code_is_refused(string? text) => Assert.False(VoucherCode.TryParse(text, out _));
}
