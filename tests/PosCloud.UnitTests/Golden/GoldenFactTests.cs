using System.Text.Json;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.TestKit.Golden;
using PosCloud.UnitTests.Golden.Samples;

namespace PosCloud.UnitTests.Golden;

/// <summary>Facts of every version ever written are read by this build, and what it writes is what its version's files hold.</summary>
public sealed class GoldenFactTests
{
    private static readonly IReadOnlyList<Type> Bodies =
        [.. typeof(FactBody).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FactBody)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Fact]
    public void Every_fact_is_written_as_its_versions_golden_file_has_it()
    {
        foreach (var (what, body) in FactSamples.All)
        {
            var fact = FactSamples.FactOf(what, body);
            var written = GoldenFact.Write(fact);
            var file = GoldenFolder.NameOf(fact.Type, fact.Version, what);

            var kept = GoldenFolder.Read(file, () => written);

            Assert.True(kept is not null, Tripwire.Missing(file));
            Assert.True(written.AsSpan().SequenceEqual(kept), Tripwire.OtherBytes($"the fact {fact.Type}", $"{fact.Type}'s version in FactCodec", file));
        }
    }

    [Fact]
    public void Every_fact_ever_written_is_read_with_nothing_lost()
    {
        foreach (var golden in GoldenFolder.ReadFacts())
        {
            var reading = FactCodec.Read(golden.Fact);

            Assert.True(reading is FactReading.Understood, $"{golden.File} can't be read any more: {reading}. Every reader of an older version is kept for ever.");
            var body = ((FactReading.Understood)reading).Body;
            var again = FactCodec.Encode(golden.Fact.Id, golden.Fact.OccurredAt, golden.Fact.Store, body);
            Assert.True(!OldJson.Lost(golden.Fact.Payload, again.Payload).Any(), $"{golden.File} lost: {string.Join(", ", OldJson.Lost(golden.Fact.Payload, again.Payload))}");
            Assert.Null(FactRules.Problem(body));
        }
    }

    [Fact]
    public void The_hashes_of_every_fact_ever_written_are_still_what_the_device_declared()
    {
        foreach (var golden in GoldenFolder.ReadFacts())
        {
            Assert.True(
                Sha256Digest.Of(golden.Frame.Content.Span) == golden.Frame.ContentHash && FactHash.ContentHash(golden.Fact) == golden.Frame.ContentHash,
                $"The layout that contentHash covers has changed ({golden.File}). It can never change: every journal and the hub hold hashes of it.");
            Assert.True(
                FactHash.ChainHash(Sha256Digest.None, GoldenFact.Terminal, JournalEpoch.First, new JournalSequence(1), golden.Frame.ContentHash) == golden.Frame.ChainHash,
                $"The layout that chainHash covers has changed ({golden.File}). It can never change: every journal and the hub hold hashes of it.");
        }
    }

    [Fact]
    public void Every_type_and_version_that_is_read_has_a_golden_file_under_its_own_name()
    {
        var facts = GoldenFolder.ReadFacts();

        Assert.All(facts, golden => Assert.Equal((golden.Type, golden.Version), (golden.Fact.Type, golden.Fact.Version)));
        Assert.Equal(
            FactCodec.Readable.Order().Select(readable => $"{readable.Type} v{readable.Version}"),
            facts.Select(golden => (golden.Type, golden.Version)).Distinct().Order().Select(kept => $"{kept.Type} v{kept.Version}"));
        Assert.All(Bodies, body => Assert.True(FactCodec.WrittenAs(body) is not null, $"FactCodec doesn't write {body.Name}."));
    }

    [Fact]
    public void A_fact_type_keeps_its_shape_as_long_as_it_keeps_its_version()
    {
        foreach (var body in Bodies)
        {
            var (type, version) = FactCodec.WrittenAs(body)!.Value;
            Tripwire.AssertShape($"shapes/facts/{type}.v{version}.txt", Shape.Of(body), $"the fact {type}", $"{type}'s version in FactCodec");
        }
    }

    [Fact]
    public void Everything_a_fact_can_say_is_said_in_a_golden_file()
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var golden in GoldenFolder.ReadFacts())
        {
            using var json = JsonDocument.Parse(golden.Fact.Payload);
            said.UnionWith(Shape.Used(Bodies.Single(body => FactCodec.WrittenAs(body)?.Type == golden.Type), json.RootElement));
        }

        Assert.Empty(Bodies.SelectMany(Shape.Usable).Distinct().Except(said));
    }
}
