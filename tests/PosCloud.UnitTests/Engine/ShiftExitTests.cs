using PosCloud.Domain.Facts;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Shifts;
using Xunit;
using static PosCloud.UnitTests.Engine.TerminalFixture;

namespace PosCloud.UnitTests.Engine;

/// <summary>G17: whatever was done at the till, the day can be ended without a network.</summary>
[Trait("guarantee", "G17")]
public sealed class ShiftExitTests
{
    // Every sequence of so many actions is tried.
    private const int OrdinaryLength = 3;
    private const int WholeLength = 4;

    private static readonly (string Name, Action<TerminalFixture> Do)[] Actions =
    [
        ("open", till => till.Engine.Shifts.Open(Eur(50), "Ana")),
        ("scan", till => till.Engine.Register.Add("COFFEE")),
        ("cash", till => till.Engine.Register.AddTender(Tender.Cash, Eur(1))),
        ("card", till => till.Engine.Register.AddTender(Tender.Card, Eur(1), "external")),
        ("complete", till => till.Engine.Register.Complete()),
        ("remove", till => till.Engine.Register.Remove(1)),
        ("park", till => till.Engine.Register.Park("later")),
        ("pay in", till => till.Engine.Shifts.MoveCash(CashMovementKind.PayIn, Eur(5))),
        ("close", till => till.Engine.Shifts.Close(Eur(0))),
    ];

    [Fact]
    public async Task Whatever_was_done_before_payments_can_be_given_back_and_the_shift_closed_and_opened_again()
    {
        await using var till = await TerminalShop.OpenAsync();
        var length = Environment.GetEnvironmentVariable("POSCLOUD_TESTS") == "all" ? WholeLength : OrdinaryLength;
        foreach (var sequence in Sequences(length))
        {
            foreach (var action in sequence) Actions[action].Do(till);
            var done = string.Join(", ", sequence.Select(action => Actions[action].Name));

            foreach (var tender in till.Engine.Register.Cart.Tenders.ToList())
                Assert.True(till.Engine.Register.RemoveTender(tender.Key) is CartOutcome.Done, $"a payment can't be given back after: {done}");
            if (till.Engine.Shifts.Current is null) Assert.True(till.Engine.Shifts.Open(Eur(0)) is ShiftOutcome.Done, $"no shift can be opened after: {done}");
            Assert.True(till.Engine.Shifts.Close(Eur(0)) is ShiftOutcome.Done, $"the shift can't be closed after: {done}");
            if (!till.Engine.Register.Cart.IsEmpty) Assert.IsType<CartOutcome.Done>(till.Engine.Register.Void());
        }

        Assert.True(till.Engine.Verify().Ok);
    }

    private static IEnumerable<int[]> Sequences(int length) => length == 0
        ? [[]]
        : Sequences(length - 1).SelectMany(start => Enumerable.Range(0, Actions.Length).Select(action => (int[])[.. start, action]));
}
