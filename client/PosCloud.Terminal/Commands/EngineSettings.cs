using PosCloud.Terminal.Engine;

namespace PosCloud.Terminal.Commands;

/// <summary>
/// Settings of the engine, the same for serve and single commands: <c>Terminal__…</c>, and <c>Replication__Engine</c> for
/// what carries facts and state.
/// </summary>
public static class EngineSettings
{
    private const string Section = "Terminal";
    private const string EngineKey = "Replication:Engine";

    public static TerminalEngineOptions FromEnvironment()
    {
        var options = new TerminalEngineOptions();
        Apply(options, new ConfigurationBuilder().AddEnvironmentVariables().Build());
        return options;
    }

    public static void Apply(TerminalEngineOptions options, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.GetSection(Section).Bind(options);
        if (configuration[EngineKey] is { Length: > 0 } engine) options.Engine = engine;
#if DOTMIM
        options.Carrier = Dotmim.DotmimCarrier.Create();
#endif
    }
}
