namespace PosCloud.SystemTests.Contracts;

public sealed class DirectOnSqliteTests(DirectOnSqliteShop shop) : TwoSidesContract(shop), IClassFixture<DirectOnSqliteShop>;
