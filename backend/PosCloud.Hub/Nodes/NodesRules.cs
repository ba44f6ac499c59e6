using System.Net;
using PosCloud.Hub.Hosting;
using PosCloud.HubStorage;
using StackExchange.Redis;

namespace PosCloud.Hub.Nodes;

/// <summary>Which settings make several nodes possible, and what is wrong with those given.</summary>
internal static class NodesRules
{
    public static IEnumerable<string> Problems(ServingOptions serving, HubStorageOptions storage)
    {
        if (serving.NodeAddress is { } address && !IPAddress.TryParse(address, out _))
            yield return $"{Name(nameof(serving.NodeAddress))}: '{address}' is not an IP address of this machine, for example 10.0.0.4.";
        if (serving.Redis is null) yield break;
        if (!IsRedis(serving.Redis))
            yield return $"{Name(nameof(serving.Redis))}: this is not a connection string of Redis; it looks like redis:6379,password=…";
        if (storage.Kind == HubDatabaseKind.Sqlite)
            yield return $"{Name(nameof(serving.Redis))} joins several nodes, and a SQLite file serves one process: set {Name(nameof(storage.Database))} to PostgreSql or SqlServer, or leave {Name(nameof(serving.Redis))} away.";
        if (string.IsNullOrWhiteSpace(serving.KeyDirectory))
            yield return $"{Name(nameof(serving.KeyDirectory))}: several nodes need the same keys; name a folder that all of them share.";
    }

    private static bool IsRedis(string connectionString)
    {
        try
        {
            return ConfigurationOptions.Parse(connectionString).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Name(string option) => $"{ServingOptions.Section}:{option}";
}
