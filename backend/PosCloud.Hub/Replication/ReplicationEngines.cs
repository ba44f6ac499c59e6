namespace PosCloud.Hub.Replication;

/// <summary>The engines of this build.</summary>
internal static class ReplicationEngines
{
    public static IReadOnlyList<ReplicationEngine> Built { get; } =
    [
        new(EngineSettings.Direct, _ => { }, _ => { }),
#if DOTMIM
        DotmimEngine.Registration,
#endif
    ];

    public static IEnumerable<ReplicationEngine> Of(EngineSettings settings) => Built.Where(engine => settings.Serves(engine.Name));

    /// <summary>What a terminal is told whose engine isn't served here.</summary>
    public static string Refusal(EngineSettings settings, string asked) =>
        $"This hub serves {string.Join(" and ", settings.Served)}, not {asked}: set Replication__Engine on the terminal to one of these, or Replication__Engines on the hub.";
}
