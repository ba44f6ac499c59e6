using PosCloud.TestKit.Databases;

namespace PosCloud.SystemTests.Contracts;

public sealed class DirectOnPostgreSqlTests : TwoSidesContract, IClassFixture<DirectOnPostgreSqlShop>
{
    public DirectOnPostgreSqlTests(DirectOnPostgreSqlShop shop)
        : base(shop) => Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
}
