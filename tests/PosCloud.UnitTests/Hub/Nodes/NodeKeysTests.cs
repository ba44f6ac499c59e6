using System.Security.Cryptography;
using PosCloud.Hub.Nodes;

namespace PosCloud.UnitTests.Hub.Nodes;

public sealed class NodeKeysTests : IDisposable
{
    private const int NodesAtOnce = 8;
    private readonly string _folder = Directory.CreateTempSubdirectory("node-keys-").FullName;

    [Fact]
    public async Task Nodes_that_start_together_end_up_with_one_key()
    {
        using var start = new Barrier(NodesAtOnce);

        var keys = await Task.WhenAll(Enumerable.Range(0, NodesAtOnce).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Make("ticket.key");
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Single(keys.Select(Convert.ToHexString).Distinct());
        Assert.Equal(["ticket.key"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Nodes_with_the_same_keys_have_the_same_fingerprint_and_others_do_not()
    {
        Make("ticket.key");
        var first = new NodeKeys(_folder).Fingerprint(["ticket.key"]);
        var same = new NodeKeys(_folder).Fingerprint(["ticket.key"]);
        File.Delete(Path.Combine(_folder, "ticket.key"));
        Make("ticket.key");

        Assert.Equal(first, same);
        Assert.NotEqual(first, new NodeKeys(_folder).Fingerprint(["ticket.key"]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private byte[] Make(string name) => new NodeKeys(_folder).ReadOrMake(name, () => RandomNumberGenerator.GetBytes(32));
}
