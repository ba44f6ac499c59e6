using PosCloud.Hub.Hosting;
using PosCloud.Hub.Nodes;
using PosCloud.HubStorage;

namespace PosCloud.UnitTests.Hub.Nodes;

public sealed class NodesRulesTests
{
    [Fact]
    public void One_node_needs_nothing() => Assert.Empty(NodesRules.Problems(new ServingOptions(), new HubStorageOptions()));

    [Fact]
    public void Several_nodes_on_PostgreSQL_with_shared_keys_are_fine() => Assert.Empty(NodesRules.Problems(
        new ServingOptions { Redis = "redis:6379,password=x", KeyDirectory = "/keys", NodeAddress = "10.0.0.4" },
        new HubStorageOptions { Database = HubDatabaseKind.PostgreSql }));

    [Fact]
    public void Several_nodes_on_SQLite_are_refused_by_the_names_of_both_settings()
    {
        var problem = Assert.Single(NodesRules.Problems(new ServingOptions { Redis = "redis", KeyDirectory = "/keys" }, new HubStorageOptions()));

        Assert.Contains("Hub:Redis", problem, StringComparison.Ordinal);
        Assert.Contains("Hub:Database", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis", null, null, "Hub:KeyDirectory")]
    [InlineData("redis,nonsense=1", "/keys", null, "Hub:Redis")]
    [InlineData("", "/keys", null, "Hub:Redis")]
    [InlineData("redis", "/keys", "hub-1", "Hub:NodeAddress")]
    public void A_setting_that_cannot_work_is_named(string redis, string? keys, string? address, string name)
    {
        var serving = new ServingOptions { Redis = redis, KeyDirectory = keys, NodeAddress = address };

        var problem = Assert.Single(NodesRules.Problems(serving, new HubStorageOptions { Database = HubDatabaseKind.SqlServer }));

        Assert.StartsWith(name, problem, StringComparison.Ordinal);
    }
}
