using PosCloud.Terminal.Engine.Sync;
using PosCloud.Terminal.Text;
using PosCloud.Ui;

namespace PosCloud.Terminal.Enrolment;

/// <summary>The first download in figures.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="TimeLeft">"about 20 s left", or empty while it isn't known.</param>
/// <param name="Bytes">"2.9 MB".</param>
/// <param name="What">What is being done.</param>
/// <param name="Items">What is here, what is on its way.</param>
public sealed record FirstSyncView(int Percent, string TimeLeft, string Bytes, string What, IReadOnlyList<FirstSyncItem> Items)
{
    /// <param name="progress">Of the running sync; null when none runs.</param>
    /// <param name="contacted">The hub has answered since the program started.</param>
    public static FirstSyncView Of(SyncProgress? progress, bool contacted, TimeSpan? timeLeft, StoreFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        var done = progress?.RowsDone ?? 0;
        var total = progress?.RowsTotal ?? 0;
        var percent = progress?.StatePercent ?? 0;
        var begun = done > 0 || progress is { FileBytes: > 0 };
        var rows = total > 0 ? Words.Of("First_Rows", formats.Number(done), formats.Number(total)) : Words.Of("First_Waiting");
        return new FirstSyncView(
            percent,
            timeLeft is { } left ? Words.Of("First_Left", Math.Max(1, Math.Ceiling(left.TotalSeconds))) : "",
            BytesOf(progress, formats),
            rows,
            [
                new FirstSyncItem(LampState.On, Words.Of("First_Paired"), Words.Of("First_PairedHint"), ""),
                new FirstSyncItem(contacted ? LampState.On : LampState.Busy, Words.Of("First_Hub"), Words.Of("First_HubHint"), ""),
                new FirstSyncItem(begun ? LampState.Busy : LampState.Off, Words.Of("First_Goods"), Words.Of("First_GoodsHint"), begun ? $"{percent}\u00a0%" : Words.Of("First_Next")),
                new FirstSyncItem(LampState.Off, Words.Of("First_Sell"), Words.Of("First_SellHint"), Words.Of("First_Then")),
            ]);
    }

    // A file's length is known from the start; pages only add up.
    private static string BytesOf(SyncProgress? progress, StoreFormats formats) => progress switch
    {
        { FileBytesTotal: > 0 } => Words.Of("First_Bytes", Megabytes(progress.FileBytes, formats), Megabytes(progress.FileBytesTotal, formats)),
        { BytesDown: > 0 } => Megabytes(progress.BytesDown, formats) + "\u00a0MB",
        _ => "",
    };

    private static string Megabytes(long bytes, StoreFormats formats) => (bytes / 1_000_000.0).ToString("0.0", formats.Culture);
}
