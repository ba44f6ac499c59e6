using Microsoft.Extensions.Configuration;
using PosCloud.Dashboard.Hosting;
using PosCloud.Hub.Hosting;
using PosCloud.ServiceDefaults;
using PosCloud.Terminal.Commands;

namespace PosCloud.UnitTests.Deployment;

public sealed class UnknownSettingsTests
{
    [Theory]
    [InlineData("Hub:MaxConcurentSyncs", "There is no setting Hub:MaxConcurentSyncs, so it has no effect; did you mean Hub:MaxConcurrentSyncs?")]
    [InlineData("Hub:Colour", "There is no setting Hub:Colour, so it has no effect.")]
    [InlineData("Dashboard:Gatway", "There is no setting Dashboard:Gatway, so it has no effect; did you mean Dashboard:Gateway?")]
    [InlineData("Terminal:Journal:ReserveByte", "There is no setting Terminal:Journal:ReserveByte, so it has no effect; did you mean Terminal:Journal:ReserveBytes?")]
    public void A_setting_that_no_program_knows_is_named_with_the_nearest_one(string setting, string sentence) =>
        Assert.Equal([sentence], Find(setting));

    [Theory]
    [InlineData("Hub:Database")]
    [InlineData("HUB:CONNECTIONSTRING")]
    [InlineData("Hub:SweepEverySeconds")]
    [InlineData("Hub:BackupDirectory")]
    [InlineData("Dashboard:Redis")]
    [InlineData("Terminal:HubUrl")]
    [InlineData("Terminal:Journal:ReceiptsKept")]
    [InlineData("Replication:Engines")]
    [InlineData("Kestrel:Certificates:Default:Path")]
    public void A_setting_that_is_known_or_of_others_is_not_named(string setting) => Assert.Empty(Find(setting));

    private static IReadOnlyList<string> Find(string setting) => UnknownSettings.Find(
        new ConfigurationBuilder().AddInMemoryCollection([new(setting, "1")]).Build(),
        [.. HubConfiguration.Settings, .. EngineSettings.Known, (DashboardOptions.Section, typeof(DashboardOptions))]);
}
