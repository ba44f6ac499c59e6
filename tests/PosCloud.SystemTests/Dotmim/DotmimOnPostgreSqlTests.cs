using PosCloud.SystemTests.Contracts;

namespace PosCloud.SystemTests.Dotmim;

public sealed class DotmimOnPostgreSqlTests(DotmimOnPostgreSqlShop shop) : TwoSidesContract(shop), IClassFixture<DotmimOnPostgreSqlShop>;
