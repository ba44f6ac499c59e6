using System.Net;

namespace PosCloud.TestKit.Network;

/// <summary>The hundred ports one installation uses on this machine.</summary>
public readonly record struct PortBlock(int Base)
{
    private const int Size = 100;
    private const int TerminalOffset = 11;
    private const int LinkOffset = 51;
    private const int NodeOffset = 70;
    private const int NodeSize = 10;

    public int Hub => Base;

    public int Dashboard => Base + 1;

    public int Silo => Base + 5;

    public int Gateway => Base + 6;

    public int Redis => Base + 7;

    /// <summary>Where the screen of the terminal with this index (from 0) is served.</summary>
    public int Terminal(int index) => Base + TerminalOffset + index;

    /// <summary>Where the line from that terminal to the hub can be cut.</summary>
    public int Link(int index) => Base + LinkOffset + index;

    /// <summary>Ports of the hub's node with this index (from 0): its own Hub, Silo and Gateway.</summary>
    public PortBlock Node(int index) => index == 0 ? this : new PortBlock(Base + NodeOffset + (index * NodeSize));

    /// <summary>
    /// The first block at or above <paramref name="wanted"/> whose ports are all free; it stays reserved until
    /// <see cref="PortReservations.Return"/> or the end of this process.
    /// </summary>
    public static PortBlock FirstFree(int wanted, int terminals) =>
        PortReservations.TakeFirst(wanted, IPEndPoint.MaxPort - 1, Size, start => new PortBlock(start).Ports(terminals)) is { } start
            ? new PortBlock(start)
            : throw new InvalidOperationException($"No free block of ports from {wanted} on");

    private IEnumerable<int> Ports(int terminals)
    {
        var block = this;
        return new[] { Hub, Dashboard, Silo, Gateway, Redis }
            .Concat(Enumerable.Range(0, terminals).SelectMany(index => new[] { block.Terminal(index), block.Link(index) }));
    }
}
