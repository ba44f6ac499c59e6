using System.Globalization;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Rows;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Looks for the same fact elsewhere. Same id and content, and accepted there: this copy has no effects. Same id, other content: both are
/// kept, a person is told, and this one's ledger rows get an id of their own.
/// </summary>
internal static class TwinCheck
{
    public static async Task JudgeAsync(HubTransaction transaction, StoredFact stored, Fact fact, IReadOnlyList<StoredFact> inThisRequest)
    {
        var content = stored.Received.Frame.ContentHash;
        var twins = await FactTable.TwinsAsync(transaction, fact.Id);
        var here = inThisRequest.Where(f => f.Received.Fact?.Id == fact.Id).ToList();
        // One that waits in quarantine has no effects yet; when it leaves, this one is there.
        if (twins.Exists(t => t.IsAccepted && t.ContentHash == content) || here.Exists(f => f.Status == FactStatus.Accepted && f.Received.Frame.ContentHash == content))
        {
            stored.MarkDuplicate();
            return;
        }

        var other = twins.Where(t => t.ContentHash != content).Select(t => Entry(t))
            .Concat(here.Where(f => f.Received.Frame.ContentHash != content).Select(f => f.Place.Entry)).FirstOrDefault();
        if (other is null) return;
        stored.MovementId = OwnId(content);
        await ExceptionLog.RaiseAsync(transaction, new ExceptionRow
        {
            Id = "duplicate-id/" + stored.Place.Entry,
            Kind = ExceptionKinds.DuplicateId,
            Store = stored.Store.Value,
            Terminal = stored.Place.Terminal.Value,
            ReceiptNumber = (stored.Received.Body as OrderCompleted)?.ReceiptNumber.Value,
            Entry = stored.Place.Entry,
            OtherEntry = other,
            OccurredAt = fact.OccurredAt.ToUnixTimeMilliseconds(),
            Detail = $"Two facts have the id {fact.Id} and different content; both are kept.",
        });
    }

    /// <summary>A UUID of the content, so that a rebuild gives the same one.</summary>
    private static Guid OwnId(Sha256Digest content)
    {
        var bytes = content.ToArray().AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Entry(FactTwin twin) => string.Create(CultureInfo.InvariantCulture, $"{twin.Terminal}/{twin.Epoch}/{twin.Branch}/{twin.Sequence:D12}");
}
