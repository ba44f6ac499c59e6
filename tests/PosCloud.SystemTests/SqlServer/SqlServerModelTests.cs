using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PosCloud.HubStorage.SqlServer;

namespace PosCloud.SystemTests.SqlServer;

public sealed class SqlServerModelTests
{
    [Fact]
    public void No_key_is_longer_than_SQL_Server_can_hold()
    {
        using var context = SqlServerScript.Unreachable().NewContext();

        var tooLong = context.Model.GetEntityTypes().SelectMany(e => e.GetKeys().Select(k => (Table: e.GetTableName(), k.Properties, Most: 900))
                .Concat(e.GetIndexes().Select(i => (Table: e.GetTableName(), i.Properties, Most: 1_700))))
            .Select(key => (Name: $"{key.Table} ({string.Join(", ", key.Properties.Select(p => p.GetColumnName()))})", Bytes: key.Properties.Sum(Bytes), key.Most))
            .Where(key => key.Bytes > key.Most);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_text_is_compared_by_its_code_units()
    {
        using var context = SqlServerScript.Unreachable().NewContext();
        // Collations are in the design-time model only.
        var model = Microsoft.EntityFrameworkCore.Infrastructure.AccessorExtensions.GetService<IDesignTimeModel>(context).Model;

        var texts = model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.GetColumnType().StartsWith("nvarchar", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Equal(SqlServerHubDbContext.Collation, text.GetCollation()));
    }

    private static int Bytes(IProperty property) => property.GetColumnType() switch
    {
        "bigint" => 8,
        "int" => 4,
        "bit" => 1,
        var type when type.StartsWith("nvarchar(", StringComparison.Ordinal) && property.GetMaxLength() is { } length => 2 * length,
        var type => throw new InvalidOperationException($"{property.GetColumnName()} can't be in a key as {type}."),
    };
}
