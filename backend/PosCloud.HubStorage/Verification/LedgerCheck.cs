using PosCloud.HubStorage.Ledger;

namespace PosCloud.HubStorage.Verification;

/// <summary>I2: the ledger holds exactly the movements that applied facts imply.</summary>
internal sealed class LedgerCheck(Findings findings)
{
    private readonly Dictionary<(Guid Id, long Line, long Part), (string Store, string Sku, string Kind, long Quantity)> _expected = [];

    public void Expect(VerifiedFact fact)
    {
        if (fact is not { Fact: { } read, Body: { } body, MovementId: { } id }) return;
        foreach (var movement in StoredMovements.Of(fact.Place, read, body, id, fact.Happened))
        {
            _expected[(id, movement.Movement.Line, movement.Movement.Part)] = (
                movement.Store.Value, movement.Movement.Sku.Value, LedgerMovement.KindText(movement.Movement.Kind), movement.Movement.Quantity.Thousandths);
        }
    }

    /// <summary>Answers the number of movements in the ledger.</summary>
    public async Task<long> CompareAsync(ReadSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var command = snapshot.Command("SELECT movement_id, line, part, store, sku, kind, quantity, counted FROM movement", []);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        long count = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            count++;
            var key = (Guid.Parse(reader.GetString(0)), reader.GetInt64(1), reader.GetInt64(2));
            if (!_expected.Remove(key, out var expected))
            {
                findings.Add($"I2: no applied fact implies the movement {key}.");
                continue;
            }

            var kind = reader.GetString(5);
            // What a count comes to depends on the ledger; its absolute number is the fact's.
            var quantity = kind == "counted" ? reader.GetInt64(7) : reader.GetInt64(6);
            findings.Expect(expected == (reader.GetString(3), reader.GetString(4), kind, quantity), $"I2: the movement {key} differs from its fact.");
        }

        foreach (var missing in _expected.Keys) findings.Add($"I2: the movement {missing} of an applied fact is missing.");
        return count;
    }
}
