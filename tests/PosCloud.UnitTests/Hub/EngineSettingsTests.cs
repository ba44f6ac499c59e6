using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PosCloud.Hub.Replication;
using Xunit;

namespace PosCloud.UnitTests.Hub;

public sealed class EngineSettingsTests
{
    [Theory]
    [InlineData(null, new[] { "Direct" })]
    [InlineData("Direct,Dotmim", new[] { "Direct", "Dotmim" })]
    [InlineData(" dotmim ", new[] { "Dotmim" })]
    public void A_hub_serves_the_engines_that_its_settings_name(string? engines, string[] served) =>
        Assert.Equal(served, Read(engines, "Direct", "Dotmim").Served);

    [Theory]
    [InlineData("Direct,Dotmim", "-p:Dotmim=true")]
    [InlineData("Carrier", "there is no engine Carrier")]
    [InlineData(",", "names no engine")]
    public void An_engine_that_is_not_in_the_build_is_refused_in_one_sentence_that_names_the_setting(string engines, string words)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(engines, "Direct"));

        var sentence = Assert.Single(refused.Failures);
        Assert.StartsWith("Replication:Engines", sentence, StringComparison.Ordinal);
        Assert.Contains(words, sentence, StringComparison.Ordinal);
    }

    private static EngineSettings Read(string? engines, params string[] built) => EngineSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(engines is null ? [] : [new("Replication:Engines", engines)]).Build(), built);
}
