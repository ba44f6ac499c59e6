using PosCloud.Ui;

namespace PosCloud.Terminal.Connectivity;

/// <summary>Everything the sync panel shows.</summary>
/// <param name="Headline">The state in one sentence.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Sentence">What is saved here and what happens next.</param>
/// <param name="Done">Facts of this round that the hub has.</param>
/// <param name="Total">Facts of this round.</param>
/// <param name="Progress">Progress, last sync and last try in words.</param>
/// <param name="NextTryAt">When it tries again by itself; null when it's busy or switched off.</param>
/// <param name="Sales">Newest first, those that wait and the last ones that arrived.</param>
/// <param name="MoreWaiting">How many more wait than are listed.</param>
/// <param name="Held">What is in quarantine.</param>
/// <param name="Ages">How fresh the data is.</param>
/// <param name="Clock">The clock's difference in words, or null when it was never measured.</param>
/// <param name="ForcedOffline">Somebody switched working offline on.</param>
/// <param name="Busy">A sync runs.</param>
/// <param name="Problem">Why the last try failed, in words, or null.</param>
public sealed record SyncView(
    string Headline, Tone Tone, string Sentence, long Done, long Total, string Progress, DateTimeOffset? NextTryAt,
    IReadOnlyList<SaleOnItsWay> Sales, int MoreWaiting, IReadOnlyList<HeldSale> Held, IReadOnlyList<DataAge> Ages, string? Clock,
    bool ForcedOffline, bool Busy, string? Problem)
{
    /// <summary>Something about this device that a person should know and that stops nothing; null normally.</summary>
    public string? Notice { get; init; }
}
