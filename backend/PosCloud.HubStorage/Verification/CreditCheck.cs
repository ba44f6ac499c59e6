using PosCloud.Domain.Credits;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Credits;

namespace PosCloud.HubStorage.Verification;

/// <summary>
/// I2 for vouchers and points: their movements are exactly those that accepted orders imply, every balance is the sum of its
/// movements, and a balance below 0 was told to a person.
/// </summary>
internal sealed class CreditCheck(Findings findings)
{
    private readonly Dictionary<(Guid Id, string Part), (CreditKey Key, long Change)> _expected = [];

    public void Expect(VerifiedFact fact)
    {
        if (fact is not { IsAccepted: true, Body: OrderCompleted order, MovementId: { } id }) return;
        foreach (var movement in CreditMovements.Of(order)) _expected[(id, movement.Part)] = (CreditKey.Of(movement), movement.Change);
    }

    public async Task CompareAsync(ReadSnapshot snapshot, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<CreditKey, (long Issued, long Redeemed)>();
        await using (var command = snapshot.Command("SELECT movement_id, part, kind, holder, unit, change FROM credit_movement", []))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var (id, part) = (Guid.Parse(reader.GetString(0)), reader.GetString(1));
                var (key, change) = (new CreditKey(reader.GetString(2), reader.GetString(3), reader.GetString(4)), reader.GetInt64(5));
                if (!_expected.Remove((id, part), out var expected)) findings.Add($"I2: no accepted order implies the {key.Kind} movement {id} {part}.");
                else findings.Expect(expected == (key, change), $"I2: the {key.Kind} movement {id} {part} differs from its order.");
                var sum = sums.GetValueOrDefault(key);
                sums[key] = change > 0 ? sum with { Issued = sum.Issued + change } : sum with { Redeemed = sum.Redeemed - change };
            }
        }

        foreach (var (id, part) in _expected.Keys) findings.Add($"I2: the voucher or points movement {id} {part} of an accepted order is missing.");
        await BalancesAsync(snapshot, sums, cancellationToken);
    }

    private async Task BalancesAsync(ReadSnapshot snapshot, Dictionary<CreditKey, (long Issued, long Redeemed)> sums, CancellationToken cancellationToken)
    {
        var told = (await snapshot.QueryAsync(
            "SELECT id FROM exception WHERE kind = 'voucher-overdrawn' OR kind = 'points-overdrawn'", row => row.GetString(0), cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var rows = await snapshot.QueryAsync(
            "SELECT kind, holder, unit, issued, redeemed FROM credit",
            row => (Key: new CreditKey(row.GetString(0), row.GetString(1), row.GetString(2)), Balance: new CreditBalance(row.GetInt64(3), row.GetInt64(4))),
            cancellationToken);
        foreach (var (key, balance) in rows)
        {
            sums.Remove(key, out var sum);
            var id = CreditReport.IdOf(key);
            findings.Expect(
                (balance.Issued, balance.Redeemed) == sum,
                $"I2: the balance of {id} says {balance.Issued} issued and {balance.Redeemed} redeemed; its movements make {sum.Issued} and {sum.Redeemed}.");
            findings.Expect(balance.Left >= 0 || told.Contains(id), $"I2: the balance of {id} is {balance.Left} and nobody was told.");
        }

        foreach (var key in sums.Keys) findings.Add($"I2: {CreditReport.IdOf(key)} has movements and no balance.");
    }
}
