using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;

namespace PosCloud.UnitTests.Engine;

public sealed class DeviceKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("device-key-").FullName;

    [Fact]
    public async Task A_first_start_that_was_cut_off_before_its_key_was_written_is_made_up_for()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "device.key"), "", TestContext.Current.CancellationToken);

        await using var engine = TerminalEngine.Open(_folder, new TerminalEngineOptions { Journal = new JournalOptions { ReserveBytes = 0 } });

        Assert.Null(engine.Identity);
        Assert.NotEmpty(await File.ReadAllTextAsync(Path.Combine(_folder, "device.key"), TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
