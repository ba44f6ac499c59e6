using Microsoft.Extensions.Options;

namespace PosCloud.Hub.Replication;

/// <summary>Which replication engines this hub serves; setting <c>Replication:Engines</c>, names separated by commas.</summary>
public sealed class EngineSettings
{
    public const string Section = "Replication";
    public const string Direct = "Direct";
    public const string Dotmim = "Dotmim";

    public string Engines { get; set; } = Direct;

    /// <summary>The names, as they are written in the documents.</summary>
    public IReadOnlyList<string> Served => [.. Names().Select(name => name.Equals(Dotmim, StringComparison.OrdinalIgnoreCase) ? Dotmim : Direct).Distinct()];

    public bool Serves(string engine) => Served.Contains(engine, StringComparer.OrdinalIgnoreCase);

    /// <summary>The settings, checked while the host is built because what is registered depends on them.</summary>
    /// <exception cref="OptionsValidationException">An engine is unknown or isn't in this build.</exception>
    public static EngineSettings Read(IConfiguration configuration, IReadOnlyCollection<string> built)
    {
        var settings = configuration.GetSection(Section).Get<EngineSettings>() ?? new EngineSettings();
        return settings.Problem(built) is { } problem ? throw new OptionsValidationException(Section, typeof(EngineSettings), [problem]) : settings;
    }

    private string? Problem(IReadOnlyCollection<string> built)
    {
        var name = $"{Section}:{nameof(Engines)}";
        if (Names() is not { Count: > 0 } names) return $"{name} names no engine; use {Direct}.";
        if (names.FirstOrDefault(n => !IsKnown(n)) is { } unknown) return $"{name}: there is no engine {unknown}; there are {Direct} and {Dotmim}.";
        return Served.FirstOrDefault(engine => !built.Contains(engine)) is { } missing
            ? $"{name}: this build has no {missing} engine; build the hub with -p:Dotmim=true (README, \"The Dotmim engine\"), or use {Direct}."
            : null;
    }

    private List<string> Names() => [.. Engines.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static bool IsKnown(string name) =>
        name.Equals(Direct, StringComparison.OrdinalIgnoreCase) || name.Equals(Dotmim, StringComparison.OrdinalIgnoreCase);
}
