using System.IO.Compression;
using System.Security.Cryptography;
using PosCloud.Simulation.Hub;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>What must hold for a ready-made replica on the hub's shelf, taken from its pieces and unpacked without the product's code.</summary>
internal static class FileInvariants
{
    /// <summary>I3: a file that was just made has the name of its bytes and holds what the hub holds.</summary>
    public static void Check(SqlFile hub, string id, string store) => Unpacked(hub, id, file =>
    {
        var difference = StoreView.Difference(StoreView.OfHub(hub, store).Rows, StoreView.Read(file, store: null));
        InvariantBrokenException.Unless(difference is null, "I3", $"the ready-made replica of {store}: {difference}");
        return true;
    });

    /// <summary>Whose rows are in it.</summary>
    public static string StoreOf(SqlFile hub, string id) => Unpacked(hub, id, file => file.Text("SELECT store FROM store")!);

    private static T Unpacked<T>(SqlFile hub, string id, Func<SqlFile, T> look)
    {
        var packed = hub.List("SELECT content FROM bootstrap_part WHERE file_id = $id ORDER BY number", row => (byte[])row[0], ("$id", id)).SelectMany(part => part).ToArray();
        InvariantBrokenException.Unless(Convert.ToHexStringLower(SHA256.HashData(packed)) == id, "I3", "the bytes of a ready-made replica aren't those of its name.");
        var folder = SimulationFolder.New("file");
        try
        {
            var path = Path.Combine(folder, "replica.db");
            using (var plain = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress))
            using (var target = File.Create(path))
                plain.CopyTo(target);
            using var file = SqlFile.Read(path);
            return look(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
