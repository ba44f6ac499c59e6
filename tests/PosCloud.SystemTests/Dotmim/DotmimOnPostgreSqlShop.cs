using PosCloud.SystemTests.Contracts;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Dotmim;

namespace PosCloud.SystemTests.Dotmim;

/// <summary>Terminals on Dotmim, the hub on PostgreSQL.</summary>
public sealed class DotmimOnPostgreSqlShop : BusyShop
{
    private IReadOnlyList<string> _settings = [];

    protected override IEnumerable<string> Settings => _settings;

    protected override TillSettings TillSettings => new ProbeCarrier(new CarrierRepairs()).Settings;

    public override async ValueTask InitializeAsync()
    {
        _settings = DotmimStage.SettingsFor(await DotmimStage.NewDatabaseAsync());
        await base.InitializeAsync();
    }
}
