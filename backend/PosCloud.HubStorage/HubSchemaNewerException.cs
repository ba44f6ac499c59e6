namespace PosCloud.HubStorage;

/// <summary>The database was made by a newer release; nothing was changed.</summary>
public sealed class HubSchemaNewerException(string migration)
    : Exception($"The hub's database has the change '{migration}' of a newer release. Start that release, or restore a backup made before the update.");
