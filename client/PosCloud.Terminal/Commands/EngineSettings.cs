using PosCloud.Terminal.Engine;

namespace PosCloud.Terminal.Commands;

/// <summary>Settings of the engine from <c>Terminal__…</c> in the environment, the same for serve and single commands.</summary>
public static class EngineSettings
{
    public const string Section = "Terminal";

    public static TerminalEngineOptions FromEnvironment()
    {
        var options = new TerminalEngineOptions();
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(Section).Bind(options);
        return options;
    }
}
