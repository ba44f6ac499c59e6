namespace PosCloud.HubStorage;

/// <summary>A change of the schema failed and was taken back.</summary>
public sealed class HubNotMigratedException(string change, Exception cause)
    : Exception($"The schema change {change} failed: {cause.Message} It was taken back and the database is as it was before it; a hub of the release before still serves it. See to the cause and run 'poscloud-hub migrate' again.", cause)
{
    public string Change { get; } = change;
}
