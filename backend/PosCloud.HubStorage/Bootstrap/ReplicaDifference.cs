using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Bootstrap;

/// <summary>
/// Tells a person that a terminal's replica didn't add up. It has healed itself by then, but either a disk or a program is
/// at fault. Once a day and stream: a disk that goes on failing isn't worth a flood.
/// </summary>
public static class ReplicaDifference
{
    /// <param name="stream">As the terminal named it; anything but a stream of its store is ignored.</param>
    public static async Task RaiseAsync(HubWriter writer, TerminalId terminal, StoreId store, string stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!StreamName.TryParse(stream, out var name) || !StreamName.OfTerminalIn(store).Contains(name)) return;
        await writer.RunAsync(
            transaction => ExceptionLog.RaiseAsync(transaction, new ExceptionRow
            {
                Id = $"{ExceptionKinds.ReplicaDiffered}/{terminal}/{name}/{transaction.Now:yyyy-MM-dd}",
                Kind = ExceptionKinds.ReplicaDiffered,
                Store = store.Value,
                Terminal = terminal.Value,
                OccurredAt = transaction.NowMilliseconds,
                Detail = $"The copy of {name} on {terminal} did not add up to what the hub had sent. It fetched a new one by itself; if this comes back, look at the device's disk.",
            }),
            cancellationToken);
    }
}
