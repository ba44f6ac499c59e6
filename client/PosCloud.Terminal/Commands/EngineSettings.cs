using Microsoft.Extensions.Options;
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

    /// <summary>What a terminal reads from which section.</summary>
    public static (string Section, Type Options)[] Known { get; } = [(Section, typeof(TerminalEngineOptions))];

    public static TerminalEngineOptions FromEnvironment()
    {
        var options = new TerminalEngineOptions();
        Apply(options, new ConfigurationBuilder().AddEnvironmentVariables().Build());
        return options;
    }

    /// <summary>Checked before anything starts, so that a wrong setting is one sentence and not a host's failure.</summary>
    /// <exception cref="OptionsValidationException">A setting can't be used; the message names it.</exception>
    public static void Check(IConfiguration configuration)
    {
        var options = new TerminalEngineOptions();
        Apply(options, configuration);
        if (options.Problem() is { } problem) throw new OptionsValidationException(nameof(TerminalEngineOptions), typeof(TerminalEngineOptions), [problem]);
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
