using System.Security.Cryptography;
using System.Text;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Model;

namespace PosCloud.Simulation.Devices;

/// <summary>Appends a fact to a journal by the words of PROTOCOL.md, as another release of the program would.</summary>
internal static class ForeignFact
{
    private static readonly byte[] Payload = "{}"u8.ToArray();

    public static void Append(SqlFile journal, string terminal, string type, DateTimeOffset at)
    {
        var epoch = journal.Text("SELECT value FROM meta WHERE key = 'epoch'")!;
        var store = journal.Text("SELECT value FROM meta WHERE key = 'store'")!;
        var (last, previous) = journal.List(
            "SELECT last_sequence, last_chain FROM journal_epoch WHERE epoch = $epoch", row => (row.GetInt64(0), (byte[])row[1]), ("$epoch", epoch))[0];
        var id = Guid.CreateVersion7(at).ToByteArray(bigEndian: true);
        var content = SHA256.HashData(Content(id, type, at, store));
        var chain = Convert.FromHexString(FactBytes.ChainHash(FactBytes.Hex(previous), terminal, epoch, last + 1, FactBytes.Hex(content)));
        journal.List(
            """
            INSERT INTO fact(position, epoch, sequence, id, type, version, occurred_at, store, payload, previous, content_hash, chain_hash)
            VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM fact), $epoch, $sequence, $id, $type, 1, $at, $store, $payload, $previous, $content, $chain)
            RETURNING 1
            """,
            row => row.GetInt64(0),
            ("$epoch", epoch), ("$sequence", last + 1), ("$id", id), ("$type", type), ("$at", at.ToUnixTimeMilliseconds()), ("$store", store),
            ("$payload", Payload), ("$previous", previous), ("$content", content), ("$chain", chain));
        journal.List(
            "UPDATE journal_epoch SET last_sequence = $sequence, last_chain = $chain WHERE epoch = $epoch RETURNING 1", row => row.GetInt64(0),
            ("$sequence", last + 1), ("$chain", chain), ("$epoch", epoch));
    }

    private static byte[] Content(byte[] id, string type, DateTimeOffset at, string store)
    {
        using var bytes = new MemoryStream();
        bytes.Write(id);
        FactBytes.WriteText(bytes, type);
        FactBytes.WriteNumber(bytes, 1, length: 4);
        FactBytes.WriteNumber(bytes, at.ToUnixTimeMilliseconds(), length: 8);
        FactBytes.WriteText(bytes, store);
        FactBytes.WriteNumber(bytes, Payload.Length, length: 4);
        bytes.Write(Payload);
        return bytes.ToArray();
    }
}
