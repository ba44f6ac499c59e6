using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.UnitTests.HubStorage;

public sealed class StandingLogTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("standing-log-").FullName;

    [Fact]
    public void A_line_that_was_cut_off_takes_no_later_one_with_it()
    {
        var (store, first, revoked) = (StoreId.Parse("FA"), TerminalId.Parse("FAT1"), TerminalId.Parse("FAT2"));
        var log = new StandingLog(_folder);
        log.Note(first, store, revoked: false, "device", Now);
        File.AppendAllText(Path.Combine(_folder, StandingLog.FileName), "{\"terminal\":\"FAT2\",\"sto");

        log.Note(revoked, store, revoked: true, "boss", Now);
        log.Note(first, store, revoked: true, "boss", Now);

        Assert.Equal([(first, true), (revoked, true)], new StandingLog(_folder).ReadAll().Select(noted => (noted.Key, noted.Value.Revoked)).OrderBy(noted => noted.Key.Value, StringComparer.Ordinal));
    }

    [Fact]
    public void Two_nodes_that_write_at_once_lose_no_line_of_each_other()
    {
        const int Each = 300;
        var nodes = Enumerable.Range(0, 2).Select(node => new Thread(() =>
        {
            var log = new StandingLog(_folder);
            for (var i = 0; i < Each; i++) log.Note(TerminalId.Parse($"F{node}T{i + 1}"), StoreId.Parse($"F{node}"), revoked: false, "device", Now);
        })).ToList();
        nodes.ForEach(node => node.Start());
        nodes.ForEach(node => node.Join());

        Assert.Equal(2 * Each, new StandingLog(_folder).ReadAll().Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
