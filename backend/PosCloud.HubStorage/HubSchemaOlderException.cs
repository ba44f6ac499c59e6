namespace PosCloud.HubStorage;

/// <summary>The database lacks changes of this release; nothing was changed.</summary>
/// <param name="missing">Names of the changes, at least one.</param>
public sealed class HubSchemaOlderException(IReadOnlyCollection<string> missing)
    : Exception($"The hub's database lacks {missing.Count} change(s) of this release, the first is '{missing.First()}'. Run: poscloud-hub migrate, with the same settings, then start again.");
