namespace PosCloud.HubStorage;

/// <summary>The database can't be used as the settings say.</summary>
/// <param name="problem">What is wrong and what to do, without secrets.</param>
/// <param name="isSetting">True when a setting or a right must be changed; false when trying again later may be enough.</param>
public sealed class HubDatabaseUnusableException(string problem, bool isSetting, Exception? inner = null) : Exception(problem, inner)
{
    public bool IsSetting { get; } = isSetting;
}
