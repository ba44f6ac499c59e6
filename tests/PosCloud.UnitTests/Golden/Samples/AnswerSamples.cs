using PosCloud.Domain.Identity;
using PosCloud.Protocol.Bootstrap;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;
using static PosCloud.UnitTests.Golden.Samples.MessageSamples;

namespace PosCloud.UnitTests.Golden.Samples;

/// <summary>What the hub can answer to a sync and a hello: one sample for each branch.</summary>
internal static class AnswerSamples
{
    private static readonly StoreId Store = StoreId.Parse("S1");
    private static readonly FactId Fact = new(Guid.Parse("0199c5a0-0000-7000-8000-000000000003"));

    private static readonly IReadOnlyList<StreamHead> Heads =
        [new("catalogue", 1_000_417, 300_000, -8_446_744_073_709_551_616), new("store:S1", 12, 3, 42), new("orders:S1", 0, 0, 0)];

    private static readonly IReadOnlyList<StreamRows> Rows =
    [
        new("catalogue", "tax_rate", [new RowChange(7, null, new RawJson("[\"vat25\",\"VAT 25 %\",250000]"))]),
        new("store:S1", "stock", [new RowChange(11, null, new RawJson("[\"S1\",\"زعتر\",-1000,20000,8]")), new RowChange(12, "S1\u001fTOMATO", null)]),
    ];

    private static IReadOnlyList<EpochPosition> Durable => [new(JournalEpoch.First, new JournalSequence(400), Hash), new(Later, new JournalSequence(2), Hash)];

    private static SyncAnswer Plain => new("hubEpoch1", Noon, Store, false, null, null, null, null);

    private static UploadAnswer Upload => new(UploadOutcome.Accepted, JournalEpoch.First, "", new JournalSequence(418), Hash, null, []);

    private static StateAnswer LastPage => new(false, Rows, null, "eyJjdXJzb3IifQ", Heads, 0);

    public static IEnumerable<(string What, object Message)> All =>
    [
        ("nothing-to-say", Plain),
        ("accepted", Plain with { Upload = Upload, State = LastPage }),
        ("accepted-with-quarantine", Plain with { Upload = Upload with { Quarantined = Quarantine } }),
        ("gap", Plain with { Upload = Upload with { Outcome = UploadOutcome.Gap, Expected = new JournalSequence(400) } }),
        ("forked", Plain with { Upload = Upload with { Outcome = UploadOutcome.Forked, Branch = Hash.ToString() }, NewEpoch = Later, Message = "This journal went on in two ways." }),
        ("behind", Plain with { Upload = Upload with { Outcome = UploadOutcome.Behind }, NewEpoch = Later, Message = "The hub has more of this journal." }),
        ("revoked", Plain with { Revoked = true, Upload = Upload, Message = "This terminal was revoked." }),
        ("durable", Plain with { DurableThrough = Durable }),
        ("page-between", Plain with { State = new StateAnswer(false, Rows, "eyJwYWdlIn0", null, [], 4_000) }),
        ("last-page", Plain with { State = LastPage }),
        .. Enum.GetValues<RestartReason>().Select(why =>
            ($"restart-{why}", (object)(Plain with { State = new StateAnswer(true, Rows, "eyJwYWdlIn0", null, [], 4_000, Why: why) }))),
        ("file-offered", Plain with { State = new StateAnswer(true, [], null, null, [], 0, new BootstrapOffer(Hash.ToString(), 5_000_000, 40_000_000, 500_000, 0), RestartReason.None) }),
        ("file-in-preparation", Plain with { State = new StateAnswer(true, [], null, null, [], 0, BootstrapOffer.InPreparation(500_000, 5), RestartReason.Large) }),
        ("everything", new HelloAnswer(
            "hubEpoch1", Noon, Store, false, [new BranchHead(JournalEpoch.First, "", new JournalSequence(417), Hash), new BranchHead(Later, Hash.ToString(), new JournalSequence(12), Hash)],
            Heads, new LineName(Later, ""), Quarantine, Later, Upload with { Outcome = UploadOutcome.Behind }, 3, "The hub has more of this journal.", Durable)),
        ("least", new HelloAnswer("hubEpoch1", Noon, Store, true, [], null, new LineName(JournalEpoch.First, ""), [], null, null, 0, null)),
    ];

    private static IReadOnlyList<QuarantinedFact> Quarantine =>
    [
        .. Enum.GetValues<QuarantineCode>().Select((code, i) =>
            new QuarantinedFact(JournalEpoch.First, new JournalSequence(i + 1), code == QuarantineCode.Damaged ? null : Fact, code, "What is wrong, and what to do.")),
    ];
}
