using System.Security.Cryptography;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Export;
using PosCloud.Protocol.Sync;
using Xunit;

namespace PosCloud.UnitTests.Protocol;

public sealed class JournalFileTests
{
    private static readonly JournalFileHeader Header = new(JournalFile.Format, "S1T1", "S1", "certificate");

    [Fact]
    public void What_was_written_is_read_with_its_seal()
    {
        var facts = Facts(5);

        var read = JournalFile.TryRead(Written(facts), out var problem);

        Assert.Null(problem);
        Assert.Equal(Header, read!.Header);
        Assert.Equal(facts.Select(fact => (fact.Sequence, fact.Previous, fact.Frame.ChainHash)), read.Facts.Select(fact => (fact.Sequence, fact.Previous, fact.Frame.ChainHash)));
        Assert.Equal(read.Digest.ToArray(), read.Seal!.Value.ToArray());
    }

    [Fact]
    public void Cut_anywhere_it_has_no_seal_and_the_whole_facts_before_the_cut()
    {
        var whole = Written(Facts(3));
        var beginning = Array.IndexOf(whole, (byte)'\n') + 1;

        for (var length = beginning; length < whole.Length; length++)
        {
            var read = JournalFile.TryRead(whole.AsMemory(0, length), out _)!;
            Assert.Null(read.Seal);
            Assert.InRange(read.Facts.Count, 0, 3);
        }
    }

    [Fact]
    public void A_changed_byte_changes_the_digest_that_the_seal_signs()
    {
        var whole = Written(Facts(2));
        var digest = JournalFile.TryRead(whole, out _)!.Digest;
        var random = new Random(7);

        for (var i = 0; i < 200; i++)
        {
            var changed = whole.ToArray();
            changed[random.Next(whole.Length - 40)] ^= (byte)(1 << random.Next(8));
            if (JournalFile.TryRead(changed, out _) is { Seal: not null } read) Assert.NotEqual(digest, read.Digest);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n")]
    [InlineData("{\"format\":\"poscloud-journal-9\",\"terminal\":\"S1T1\",\"store\":\"S1\",\"certificate\":\"\"}\n")]
    [InlineData("{\"format\":\"poscloud-journal-1\"}\n")]
    public void What_is_no_exported_journal_is_said_so(string text)
    {
        Assert.Null(JournalFile.TryRead(System.Text.Encoding.UTF8.GetBytes(text), out var problem));
        Assert.NotNull(problem);
    }

    private static byte[] Written(IEnumerable<JournalFileFact> facts)
    {
        using var target = new MemoryStream();
        using var writer = new JournalFileWriter(target, Header);
        foreach (var fact in facts) writer.Add(fact);
        writer.End(digest => digest);
        return target.ToArray();
    }

    private static List<JournalFileFact> Facts(int count)
    {
        var facts = new List<JournalFileFact>();
        var previous = Sha256Digest.None;
        for (var i = 1; i <= count; i++)
        {
            var content = RandomNumberGenerator.GetBytes(40 + i);
            var hash = Sha256Digest.Of(content);
            var sequence = new JournalSequence(i);
            var chain = FactHash.ChainHash(previous, TerminalId.Parse("S1T1"), JournalEpoch.First, sequence, hash);
            facts.Add(new JournalFileFact(JournalEpoch.First, sequence, previous, new FactFrame(content, hash, chain)));
            previous = chain;
        }

        return facts;
    }
}
