using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Domain.Measures;
using PosCloud.Protocol;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Export;
using PosCloud.Protocol.Sync;

namespace PosCloud.UnitTests.Golden.Samples;

/// <summary>Messages as this build writes them: each of them, whole and with no more than it must have, and each branch of an answer.</summary>
internal static class MessageSamples
{
    internal static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, 123, TimeSpan.Zero);
    internal static readonly JournalEpoch Later = JournalEpoch.Parse("K7QF");
    internal static readonly Sha256Digest Hash = Sha256Digest.Of("golden"u8);

    public static IEnumerable<(string What, object Message)> All =>
    [
        ("everything", Enrolment),
        ("everything", new EnrolmentAnswer(TerminalId.Parse("S1T1"), StoreId.Parse("S1"), JournalEpoch.First, "hubEpoch1", Noon, "eyJ0ZXJtaW5hbCI6IlMxVDEifQ.c2lnbmF0dXJl")),
        ("everything", new JournalFileHeader(JournalFile.Format, "S1T1", "S1", "eyJ0ZXJtaW5hbCI6IlMxVDEifQ.c2lnbmF0dXJl")),
        ("everything", new JournalFilePlace("K7QF", 418, Hash.ToString())),
        .. Enum.GetValues<SyncErrorCode>().Select(code => (code.ToString(), (object)new ErrorAnswer(code, "What is wrong, and what to do.", Noon))),
        ("everything", Sync),
        ("least", new SyncRequest(ProtocolVersions.Protocol, ProtocolVersions.Schema, "0.1.0", "Direct", null, [], null, null, LeastReport)),
        ("least-state-and-upload", new SyncRequest(
            ProtocolVersions.Protocol, ProtocolVersions.Schema, "0.1.0", "Direct", null, [],
            new UploadHeader(JournalEpoch.First, new JournalSequence(1), Sha256Digest.None, 1), new StateRequest(null, null), LeastReport)),
        ("everything", new HelloRequest(
            Sync with { Upload = null, State = null, Engine = "Dotmim" }, new EpochPosition(Later, new JournalSequence(12), Hash),
            [new StreamHead("catalogue", 1_000_417, 300_000, -8_446_744_073_709_551_616)], "boot-7f3a", 86_400_123)),
        ("least", new HelloRequest(Sync with { Upload = null, State = null, Engine = "Dotmim" }, null, [], null, null)),
        .. AnswerSamples.All,
    ];

    /// <summary>A sync with everything that a request can say.</summary>
    public static SyncRequest Sync { get; } = new(
        ProtocolVersions.Protocol, ProtocolVersions.Schema, "0.1.0", "Direct", "hubEpoch1",
        [new EpochPosition(JournalEpoch.First, new JournalSequence(417), Hash), new EpochPosition(Later, JournalSequence.None, Sha256Digest.None)],
        new UploadHeader(Later, new JournalSequence(1), Sha256Digest.None, 2, StoreId.Parse("S1"), "boot-7f3a", 86_400_123),
        new StateRequest("eyJjdXJzb3IifQ", "eyJwYWdlIn0", TakesFiles: true, Differed: "store:S1"),
        new TerminalReport(
            3, 2, new Money(4_250, Currency.Parse("EUR")), Noon.AddMinutes(-7), Noon.AddMinutes(-8), Noon, -1_250, "No connection – 没有连接", "online",
            Noon.AddMinutes(-7), 1),
        [new EpochPosition(JournalEpoch.First, new JournalSequence(250), Hash)]);

    private static EnrolmentRequest Enrolment => new("ABCD2345", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE", "till-1", "0.1.0");

    private static TerminalReport LeastReport => new(0, 0, null, null, null, Noon, null, null, "start", null, 0);
}
