using System.Text;
using System.Text.Json.Nodes;
using PosCloud.Domain.Catalogue;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Domain.Selling;

namespace PosCloud.UnitTests.Domain;

public sealed class FactTextTests
{
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly FactContext Context = new("boot-1", 5_000, "Europe/Zagreb", "00-trace-01", -40);
    private static readonly ShiftId Shift = new(Guid.Parse("0199c5a0-0000-7000-8000-000000000001"));
    private static readonly OrderId Order = new(Guid.Parse("0199c5a0-0000-7000-8000-000000000002"));
    private static readonly ReceiptNumber Receipt = ReceiptNumber.Parse("S1T1-1-000001");

    /// <summary>One of each type, every text that may be absent present.</summary>
    private static readonly FactBody[] Samples =
    [
        new OrderCompleted
        {
            Context = Context, Order = Order, ReceiptNumber = Receipt, Shift = Shift, BusinessDate = new DateOnly(2026, 11, 23), Cashier = "Ana",
            Rules = new PricingRules(Euro, TaxMode.Included, TaxRounding.Line, 1), Discount = Discount.Percent(1, "loyal"),
            Lines =
            [
                new OrderedLine(
                    1, Sku.Parse("A"), "Apple", Quantity.One, UnitOfSale.Piece, 100, new TaxRate(250_000), 0, 100, 20, "red", 1, Discount.Percent(1, "bruised"),
                    new ReturnedLine(Order, 1), "a note"),
            ],
            Taxes = [], Payments = [new OrderPayment(1, Tender.Card, 100, 100, 0, "auth 7")],
            TotalMinorUnits = 100, TaxMinorUnits = 20, DiscountMinorUnits = 0, CashRoundingMinorUnits = 0,
        },
        new CartVoided { Context = Context, Order = Order, Currency = Euro, Lines = 1, TotalMinorUnits = 1, Cashier = "Ana" },
        new ShiftOpened { Context = Context, Shift = Shift, Number = 1, BusinessDate = new DateOnly(2026, 11, 23), Cashier = "Ana", Currency = Euro, FloatMinorUnits = 0 },
        new ShiftClosed
        {
            Context = Context, Shift = Shift, Number = 1, BusinessDate = new DateOnly(2026, 11, 23), Cashier = "Ana", Currency = Euro, Orders = 1, FirstReceipt = Receipt,
            LastReceipt = Receipt, TotalMinorUnits = 1, Tenders = [], FloatMinorUnits = 0, ExpectedCashMinorUnits = 0,
        },
        new CashMoved { Context = Context, Shift = Shift, Kind = CashMovementKind.PayIn, Currency = Euro, AmountMinorUnits = 1, Reason = "change", Cashier = "Ana" },
        new StockCounted { Context = Context, Sku = Sku.Parse("A"), Counted = Quantity.One, By = "Ana" },
        new StockReceived { Context = Context, Sku = Sku.Parse("A"), Quantity = Quantity.One, Reference = "delivery 7" },
        new StockAdjusted { Context = Context, Sku = Sku.Parse("A"), Change = Quantity.One, Reason = "broken" },
        new ReceiptReprinted { Context = Context, ReceiptNumber = Receipt, Cashier = "Ana" },
        new ClockStepped { Context = Context, Before = DateTimeOffset.UnixEpoch, After = DateTimeOffset.UnixEpoch },
        new StoreAssigned { Context = Context, Store = StoreId.Parse("S1") },
        new EpochStarted { Context = Context, Previous = JournalEpoch.First, Reason = "told by the hub" },
    ];

    [Fact]
    public void Every_type_of_fact_has_a_sample_and_no_text_of_a_sample_is_absent()
    {
        Assert.Equal(FactCodec.KnownTypes, Samples.Select(sample => sample.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(Samples, AssertComplete);
    }

    [Fact]
    public void U_0000_in_any_text_of_any_fact_is_refused_and_the_samples_are_not()
    {
        Assert.All(Samples, sample => Assert.Null(FactRules.Problem(sample)));
        var tried = 0;
        foreach (var changed in Samples.SelectMany(sample => WithEachText(sample, text => text + "\0")))
        {
            tried++;
            // What a reader turned into a number or an identifier has no text left that could be stored.
            Assert.False(changed is FactReading.Understood { Body: var body } && FactRules.Problem(body) is null && Payload(body).Contains("\\u0000", StringComparison.Ordinal), $"It passes: {changed}");
        }

        Assert.InRange(tried, 60, 200);
    }

    /// <summary>The fact read again with one of its texts changed, for each of its texts.</summary>
    private static IEnumerable<FactReading> WithEachText(FactBody sample, Func<string, string> change)
    {
        var fact = FactCodec.Encode(new FactId(Order.Value), DateTimeOffset.UnixEpoch, StoreId.Parse("S1"), sample);
        for (var number = 0; ; number++)
        {
            var root = JsonNode.Parse(fact.Payload.Span)!;
            var texts = Texts(root).ToList();
            if (number == texts.Count) yield break;
            texts[number].ReplaceWith(change(texts[number].GetValue<string>()));
            yield return FactCodec.Read(fact with { Payload = Encoding.UTF8.GetBytes(root.ToJsonString()) });
        }
    }

    private static string Payload(FactBody body) =>
        Encoding.UTF8.GetString(FactCodec.Encode(new FactId(Order.Value), DateTimeOffset.UnixEpoch, StoreId.Parse("S1"), body).Payload.Span);

    private static IEnumerable<JsonValue> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray elements => elements.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out _) => [value],
        _ => [],
    };

    private static void AssertComplete(object part)
    {
        foreach (var property in part.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.PropertyType.Namespace?.StartsWith("PosCloud", StringComparison.Ordinal) == true || p.PropertyType == typeof(string)))
        {
            var value = property.GetValue(part);
            Assert.True(value is not null || property.PropertyType != typeof(string), $"{part.GetType().Name}.{property.Name} is absent in the sample.");
            if (value is FactContext or Discount or OrderPayment or ReturnedLine) AssertComplete(value);
        }

        if (part is OrderCompleted order)
        {
            foreach (var piece in (IEnumerable<object>)[.. order.Lines, .. order.Payments]) AssertComplete(piece);
        }
    }
}
