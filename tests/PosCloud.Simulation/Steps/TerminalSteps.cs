using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Simulation.Devices;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Model;
using PosCloud.Simulation.World;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Simulation.Steps;

/// <summary>What people do at a terminal, and what its program does by itself.</summary>
internal sealed class TerminalSteps(ShopWorld world)
{
    private static readonly Currency Euro = Currency.Parse("EUR");
    private readonly List<string> _receipts = [];

    private Dice Dice => world.Dice;

    public string Sell(Device device)
    {
        var register = device.Engine.Register;
        // A cart that a killed program left is sold as it is.
        for (var lines = register.Cart.IsEmpty ? Dice.Between(1, 2) : 0; lines > 0; lines--)
            register.Add(Dice.Pick(Template.Skus), Quantity.Pieces(Dice.Between(1, 3)));
        return Pay(device);
    }

    public string Refund(Device device) => TakeBack(device) ?? Pay(device);

    /// <summary>Puts a piece of an earlier sale into the open one.</summary>
    /// <returns>Null when it's in, else why not.</returns>
    public string? TakeBack(Device device)
    {
        if (_receipts.Count == 0) return "no receipt";
        var receipt = Dice.Pick(_receipts);
        var refundable = device.Engine.Register.FindRefundable(receipt);
        if (refundable is null || refundable.Lines.Count == 0) return "nothing to refund";
        var line = Dice.Pick(refundable.Lines);
        if (device.Engine.Register.AddReturn(receipt, line.Line, Quantity.One) is not CartOutcome.Done) return "refused";
        world.Coverage.Saw("terminal: refund");
        return null;
    }

    public string Move(Device device)
    {
        var sku = Sku.Parse(Dice.Pick(Template.Skus));
        if (Dice.Chance(60)) device.Engine.Stock.Receive(sku, Quantity.Pieces(Dice.Between(1, 12)));
        else device.Engine.Stock.Adjust(sku, Quantity.Pieces(-Dice.Between(1, 3)), "broken");
        return "moved " + sku;
    }

    public string Count(Device device)
    {
        var sku = Sku.Parse(Dice.Pick(Template.Skus));
        device.Engine.Stock.Count(sku, Quantity.Pieces(Dice.Below(20)));
        world.Coverage.Saw("terminal: count");
        return "counted " + sku;
    }

    public string Shift(Device device)
    {
        var shifts = device.Engine.Shifts;
        if (Dice.Chance(40) && shifts.Current is not null) return shifts.MoveCash(CashMovementKind.PayIn, new Money(500, Euro), "change").GetType().Name;
        return (shifts.Current is null ? shifts.Open(new Money(10_000, Euro)) : shifts.Close(null)).GetType().Name;
    }

    public async Task<string> SyncAsync(Device device)
    {
        if (!world.IsCalm && world.Swarm.TerminalCrashes && Dice.Chance(10)) device.KillAt(Dice.Below(30));
        var (hadPart, history) = (device.HasPartOfFile, device.Journal.Meta("hub_epoch"));
        var report = await device.Engine.Sync.SyncNowAsync(CancellationToken.None);
        device.Syncs++;
        var killed = await device.RecoverAsync();
        if (killed) world.Coverage.Saw("terminal: killed in a sync");
        if (hadPart && report.Uploaded > 0) world.Coverage.Saw("terminal: uploads while a file is half here");
        if (report.Uploaded > 0 && history != device.Journal.Meta("hub_epoch")) world.Coverage.Saw("terminal: sends again to a hub of another history");
        if (report.Error is not null) world.Coverage.Saw("sync: failed");
        return killed ? "killed" : $"up {report.Uploaded} down {report.Downloaded} in {report.Requests} {(report.Error is null ? "ok" : report.Refusal?.ToString() ?? "failed")}";
    }

    public Task<string> KilledSaleAsync(Device device) => KilledAsync(device, Sell);

    /// <param name="sell">The sale in which its process is killed.</param>
    public async Task<string> KilledAsync(Device device, Func<Device, string> sell)
    {
        device.KillAt(Dice.Below(12));
        sell(device);
        if (!await device.RecoverAsync()) return "lived";
        world.Coverage.Saw("terminal: killed in a sale");
        return "killed";
    }

    public static async Task<string> RestartAsync(Device device)
    {
        await device.RestartAsync();
        return "restarted";
    }

    /// <summary>Takes cash for what is left to pay, and completes the sale.</summary>
    public string Pay(Device device)
    {
        var register = device.Engine.Register;
        if (world.Swarm.Credits) CreditSteps.GiveBackTooMuch(register);
        var plan = register.Cart.Plan;
        if (register.Cart.IsEmpty) return "nothing";
        if (!plan.IsPaid) register.AddTender(Tender.Cash, plan.LeftInCash);
        if (register.Complete() is not CompletionOutcome.Completed { Order: var order }) return "not completed";
        if (device.IsKilled) return "killed";
        device.Printed[order.Epoch.Value + "/" + order.Sequence.Value] = FactBytes.Hex(order.ContentHash.ToArray());
        _receipts.Add(order.ReceiptNumber.Value);
        if (world.Swarm.Credits) CreditSteps.Note(world.Coverage, order.Body);
        return $"{order.Body.Lines.Count} lines, {order.Total.MinorUnits}, fact {order.Sequence.Value}";
    }
}
