using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Carrying;

/// <summary>Facts of the inbox that follow each other, as one upload.</summary>
internal sealed record InboxRun(JournalEpoch Epoch, JournalSequence First, Sha256Digest Previous, StoreId? Store, List<InboxFact> Facts)
{
    private const int FrameBytes = 192;

    private long _bytes;

    /// <summary>Puts each fact behind the one it continues, as long as a request may be.</summary>
    /// <param name="facts">In the order of epoch and sequence.</param>
    public static List<InboxRun> Of(IEnumerable<InboxFact> facts)
    {
        var runs = new List<InboxRun>();
        foreach (var fact in facts)
        {
            if (runs.Find(run => run.Takes(fact)) is not { } run)
            {
                run = new InboxRun(fact.Epoch, fact.Sequence, fact.Previous, StoreId.TryParse(fact.Store, out var store) ? store : null, []);
                runs.Add(run);
            }

            run.Facts.Add(fact);
            run._bytes += fact.Frame.Content.Length + FrameBytes;
        }

        return runs;
    }

    private bool Takes(InboxFact fact) => fact.Epoch == Epoch
        && Facts[^1].Sequence.Next() == fact.Sequence && Facts[^1].Frame.ChainHash == fact.Previous && fact.Store == Facts[0].Store
        && Facts.Count < ProtocolLimits.MaxFactsPerUpload && _bytes + fact.Frame.Content.Length + FrameBytes <= ProtocolLimits.MaxRequestBytes;
}

/// <summary>One row of the inbox.</summary>
internal sealed record InboxFact(JournalEpoch Epoch, JournalSequence Sequence, Sha256Digest Previous, string Store, FactFrame Frame);
