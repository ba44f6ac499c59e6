namespace PosCloud.UnitTests.Engine;

/// <summary>An enrolled terminal with the small shop's goods.</summary>
internal static class TerminalShop
{
    public static async Task<TerminalFixture> OpenAsync(Action<MemoryHub>? shop = null, Action<PosCloud.Terminal.Engine.TerminalEngineOptions>? configure = null)
    {
        var terminal = await TerminalFixture.EnrolledAsync(configure, synced: false);
        if (shop is null) terminal.Hub.WithShop();
        else shop(terminal.Hub);
        await terminal.SyncAsync();
        return terminal;
    }
}
