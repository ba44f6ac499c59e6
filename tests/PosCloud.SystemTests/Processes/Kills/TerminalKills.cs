using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>A verb of the terminal in a process of its own, which dies at a moment of a step.</summary>
internal static class TerminalKills
{
    /// <summary>Runs the verb until it dies. Fewer moments than the step mostly has: then it dies at an earlier one.</summary>
    /// <param name="again">Puts things back so that the verb can be run again; gets what it printed.</param>
    public static async Task RunAsync(KillShop shop, KillStep step, int kill, Func<string[]> verb, Func<CommandResult, Task> again)
    {
        for (var moment = step.MomentOf(kill); ; moment /= 2)
        {
            Assert.True(moment > 0, $"It never came to '{step.Name}'.");
            var result = await shop.TerminalWithAsync(step.Environment(moment), verb());
            if (result.ExitCode == KillTable.Killed)
            {
                Assert.Empty(result.Output);
                return;
            }

            await again(result.Expect(0, 3));
        }
    }
}
