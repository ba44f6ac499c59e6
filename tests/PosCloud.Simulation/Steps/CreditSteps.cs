using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.HubStorage.Catalogue;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.World;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Simulation.Steps;

/// <summary>
/// Vouchers and customers' points. A few codes and cards go round among all terminals, which take them without asking:
/// only the hub can count them.
/// </summary>
internal sealed class CreditSteps(ShopWorld world, TerminalSteps terminal, HubSteps hub)
{
    private const int MostPoints = 60;
    private static readonly Currency Euro = Currency.Parse("EUR");
    private static readonly VoucherCode[] Codes = [.. Enumerable.Range(1, 6).Select(n => VoucherCode.Parse("GIFT-000" + n))];
    private static readonly CustomerCard[] Cards = [.. Enumerable.Range(1, 3).Select(n => CustomerCard.TryParse("1000 000" + n, out var card) ? card : throw new InvalidOperationException("That's no card."))];

    private Dice Dice => world.Dice;

    public string SellVoucher(Device device)
    {
        var register = device.Engine.Register;
        if (register.Cart.IsEmpty)
        {
            register.SellVoucher(Dice.Pick(Codes), new Money(100 * Dice.Between(5, 40), Euro));
            if (Dice.Chance(30)) AddGoods(register);
        }

        return terminal.Pay(device);
    }

    /// <summary>Wholly or in part, with one voucher or two, whatever was on them.</summary>
    public string PayByVoucher(Device device)
    {
        var register = device.Engine.Register;
        if (register.Cart.IsEmpty)
        {
            AddGoods(register);
            Take(register);
            if (Dice.Chance(20)) Take(register);
        }

        return terminal.Pay(device);
    }

    /// <summary>Earns points where the store's rate has reached the terminal, and sometimes pays with some.</summary>
    public string SellToCustomer(Device device)
    {
        var register = device.Engine.Register;
        if (register.Cart.IsEmpty)
        {
            AddGoods(register);
            register.SetCustomer(Dice.Pick(Cards));
            if (Dice.Chance(40) && register.MostPoints > 0) register.UsePoints(Dice.Between(1, (int)Math.Min(MostPoints, register.MostPoints)));
            if (Dice.Chance(15)) Take(register);
        }

        return terminal.Pay(device);
    }

    public string RefundOntoVoucher(Device device)
    {
        var register = device.Engine.Register;
        if (register.Cart.IsEmpty)
        {
            if (terminal.TakeBack(device) is { } why) return why;
            Take(register);
        }

        return terminal.Pay(device);
    }

    /// <summary>A manager says what customers collect; terminals hear of it with the prices.</summary>
    public Task<string> RateAsync()
    {
        var store = StoreId.Parse(Dice.Pick(Template.Stores));
        var points = new StorePoints(Dice.Pick([1, 2, 5, 5]), Dice.Pick([1, 5, 5, 10]));
        return hub.WriteAsync($"{points.PerUnit} points and {points.PointMinorUnits} in {store}", async () =>
            (await new StoreEditor(world.Hub.Writer).SetPointsAsync(store, points, "simulation", SimulatedHub.Cancellation)).Problem);
    }

    /// <summary>Goods that came back into a sale that a killed program left have made it cheaper than what was taken for it.</summary>
    public static void GiveBackTooMuch(SalesRegister register)
    {
        if (!register.Cart.Plan.IsOverpaid) return;
        foreach (var tender in register.Cart.Tenders) register.RemoveTender(tender.Key);
    }

    public static void Note(Coverage coverage, OrderCompleted order)
    {
        if (order.Lines.Any(line => line.Voucher is not null)) coverage.Saw("credit: voucher sold");
        if (order.Payments.Any(payment => payment is { Voucher: not null, AmountMinorUnits: > 0 })) coverage.Saw("credit: voucher redeemed");
        if (order.Payments.Any(payment => payment is { Voucher: not null, AmountMinorUnits: < 0 })) coverage.Saw("credit: refund put on a voucher");
        if (order.Points is { Earned: > 0 }) coverage.Saw("credit: points earned");
        if (order.Points is { Earned: < 0 }) coverage.Saw("credit: points taken back");
        if (order.Points is { Spent: > 0 }) coverage.Saw("credit: points spent");
    }

    private void AddGoods(SalesRegister register)
    {
        for (var lines = Dice.Between(1, 2); lines > 0; lines--) register.Add(Dice.Pick(Template.Skus), Quantity.Pieces(Dice.Between(1, 3)));
    }

    private void Take(SalesRegister register)
    {
        var left = register.Cart.Plan.Left.MinorUnits;
        if (left > 0) register.AddVoucher(Dice.Pick(Codes), new Money(Dice.Chance(50) ? left : Dice.Between(1, (int)left), Euro));
    }
}
