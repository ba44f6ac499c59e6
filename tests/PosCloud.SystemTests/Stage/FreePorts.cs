using PosCloud.TestKit.Network;

namespace PosCloud.SystemTests.Stage;

/// <summary>Hands out blocks of ports; several hubs run in this process at the same time.</summary>
internal static class FreePorts
{
    private const int First = 6500;
    private const int Last = 6799;
    private const int Size = 8;

    /// <summary>Eight ports that nobody listens on.</summary>
    public static PortBlock Take() =>
        PortReservations.TakeFirst(First, Last, Size, start => Enumerable.Range(start, Size)) is { } start
            ? new PortBlock(start)
            : throw new InvalidOperationException($"No free block of ports from {First} to {Last}.");

    public static void Return(PortBlock block) => PortReservations.Return(block.Base);
}
