namespace PosCloud.Hub.Commands;

/// <summary>A verb's options as text, in the form in which they also travel to a running hub.</summary>
public sealed record VerbArguments(bool Json, IReadOnlyDictionary<string, string?> Values)
{
    /// <summary>Null when absent or empty.</summary>
    public string? Find(string name) => Values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <exception cref="VerbUsageException">The option is missing.</exception>
    public string Require(string name) => Find(name) ?? throw new VerbUsageException($"The option {name} is missing.");

    public bool Has(string name) => Find(name) is not null;
}
