using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using PosCloud.Protocol;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Tables;
using Xunit;

namespace PosCloud.UnitTests.Repository;

/// <summary>The tables in the documents are those of the code.</summary>
public sealed class ProtocolDocumentTests
{
    private const string Protocol = "backend/PosCloud.Protocol/PROTOCOL.md";

    [Fact]
    public void Every_error_code_is_explained() => AssertExplained<SyncErrorCode>();

    [Fact]
    public void Every_quarantine_code_is_explained() => AssertExplained<QuarantineCode>();

    [Theory]
    [InlineData(Protocol)]
    [InlineData("README.md")]
    public void Every_synced_table_is_listed_as_it_is(string document)
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, document));

        Assert.All(SyncedTables.All, table => Assert.Contains(Row(table), lines));
    }

    private static void AssertExplained<TCode>()
        where TCode : struct, Enum
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFiles.Root, Protocol));
        Assert.All(Enum.GetValues<TCode>(), code =>
        {
            var name = typeof(TCode).GetField(code.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name;
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {name} | {code:D} |"), text, StringComparison.Ordinal);
        });
    }

    private static string Row(SyncedTable table)
    {
        var way = table.Direction == TableDirection.Down ? "↓" : "⇅";
        var stream = table.Stream switch
        {
            StreamKind.Catalogue => "catalogue",
            StreamKind.Store => "store:S",
            _ => "orders:S",
        };
        var key = string.Join(", ", table.Columns.Where(column => column.IsKey).Select(column => $"`{column.Name}`"));
        var kept = table.RetentionDays > 0 ? string.Create(CultureInfo.InvariantCulture, $"{table.RetentionDays} days") : "always";
        return $"| `{table.Name}` | {way} | `{stream}` | {key} | {kept} |";
    }
}
