using Microsoft.Extensions.Options;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Carrying;
using Xunit;

namespace PosCloud.UnitTests.Engine;

public sealed class EngineChoiceTests
{
    [Fact]
    public void An_engine_that_the_program_was_not_built_with_is_refused_before_the_journal_is_touched()
    {
        var folder = Path.Combine(Path.GetTempPath(), "engine-choice-" + Environment.ProcessId);

        var refused = Assert.Throws<OptionsValidationException>(() => TerminalEngine.Open(folder, new TerminalEngineOptions { Engine = "Dotmim" }));

        Assert.Contains("Replication:Engine", Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void An_engine_that_it_was_built_with_is_taken() => Assert.Null(
        new TerminalEngineOptions { Engine = "Dotmim", Carrier = new RowCarrier("Dotmim", (_, _) => Task.CompletedTask, (_, _) => Task.CompletedTask) }.Problem());
}
