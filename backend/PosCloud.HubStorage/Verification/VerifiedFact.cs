using System.Runtime.CompilerServices;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Intake;

namespace PosCloud.HubStorage.Verification;

/// <summary>A stored fact with everything that is checked about it.</summary>
/// <param name="Code">Why it's in quarantine; null when it isn't.</param>
/// <param name="Body">Null when it isn't accepted.</param>
internal sealed record VerifiedFact(
    FactPlace Place,
    string Store,
    string Status,
    string? Code,
    byte[] Content,
    Sha256Digest ContentHash,
    Sha256Digest ChainHash,
    Guid? MovementId,
    EstimatedTime Happened,
    Fact? Fact,
    FactBody? Body)
{
    public bool IsAccepted => Status == "A";

    public static async IAsyncEnumerable<VerifiedFact> ReadAllAsync(
        ReadSnapshot snapshot, Findings findings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = snapshot.Command(
            """
            SELECT f.terminal, f.epoch, f.branch, f.sequence, f.store, f.status, q.code, f.content, f.content_hash, f.chain_hash, f.movement_id, f.happened_at, f.doubtful
            FROM fact f LEFT JOIN quarantine q
                ON q.terminal = f.terminal AND q.epoch = f.epoch AND q.branch = f.branch AND q.sequence = f.sequence AND q.replayed_at IS NULL
            ORDER BY f.terminal, f.epoch, f.branch, f.sequence
            """,
            []);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var place = new FactPlace(
                TerminalId.Parse(reader.GetString(0)), JournalEpoch.Parse(reader.GetString(1)), reader.GetString(2), new JournalSequence(reader.GetInt64(3)));
            var content = (byte[])reader[7];
            var (fact, body) = reader.GetString(5) == "A" ? Read(content, place, findings) : (null, null);
            yield return new VerifiedFact(
                place, reader.GetString(4), reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), content,
                Sha256Digest.FromBytes((byte[])reader[8]), Sha256Digest.FromBytes((byte[])reader[9]),
                reader.IsDBNull(10) ? null : Guid.Parse(reader.GetString(10)), new EstimatedTime(reader.GetInt64(11), reader.GetBoolean(12)), fact, body);
        }
    }

    private static (Fact? Fact, FactBody? Body) Read(byte[] content, FactPlace place, Findings findings)
    {
        if (FactHash.TryReadContent(content, out var fact) && fact is not null && FactCodec.Read(fact) is FactReading.Understood read) return (fact, read.Body);
        findings.Add($"I8: the accepted fact {place.Entry} can't be read.");
        return (null, null);
    }
}
