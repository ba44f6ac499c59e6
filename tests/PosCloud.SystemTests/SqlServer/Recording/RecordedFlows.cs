using System.Reflection;
using PosCloud.Grains.Fleet;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;
using PosCloud.SystemTests.Contracts.HubStorage;

namespace PosCloud.SystemTests.SqlServer.Recording;

/// <summary>Plays the contract suites once on a recording database, so that the book holds what the hub really sends.</summary>
public sealed class RecordedFlows : HubFixture
{
    private readonly SqliteHubFixture _files = new();
    private readonly StatementBook _book = new(SqlServerScript.Unreachable());

    internal StatementBook Book => _book;

    public override async ValueTask InitializeAsync()
    {
        await _files.InitializeAsync();
        foreach (var suite in new[] { typeof(Intake), typeof(Ledger), typeof(Publishing), typeof(Catalogue), typeof(Enrolment), typeof(Query), typeof(Restore), typeof(Import), typeof(Verifier) })
            await PlayAsync(suite);
        await new FleetReading(await CreateAsync(), TimeProvider.System).CountAsync(TestHub.Cancellation);
        await new FleetReading(await CreateAsync(), TimeProvider.System).OrdersOfLastHourAsync(TestHub.Cancellation);
    }

    public override ValueTask DisposeAsync() => _files.DisposeAsync();

    public override async Task<HubDatabase> CreateAsync(HubStorageOptions? options = null)
    {
        var database = (SqliteHubDatabase)await _files.CreateAsync();
        await using var context = database.NewContext();
        return new RecordingHubDatabase(database, Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetConnectionString(context.Database)!, _book);
    }

    public override IReadOnlyList<string> Poison(string table) => _book.Foreign(_files.Poison(table));

    public override IReadOnlyList<string> Antidote(string table) => _book.Foreign(_files.Antidote(table));

    private async Task PlayAsync(Type suite)
    {
        foreach (var method in suite.GetMethods())
        {
            if (method.GetCustomAttribute<FactAttribute>() is null) continue;
            foreach (var row in method.GetCustomAttributes<InlineDataAttribute>().Select(row => row.Data).DefaultIfEmpty([]))
            {
                var test = Activator.CreateInstance(suite, this);
                if (method.Invoke(test, row) is Task running) await running;
                (test as IDisposable)?.Dispose();
            }
        }
    }

    private sealed class Intake(HubFixture database) : IntakeContract(database);

    private sealed class Ledger(HubFixture database) : LedgerContract(database);

    private sealed class Publishing(HubFixture database) : PublishingContract(database);

    private sealed class Catalogue(HubFixture database) : CatalogueContract(database);

    private sealed class Enrolment(HubFixture database) : EnrolmentContract(database);

    private sealed class Query(HubFixture database) : QueryContract(database);

    private sealed class Restore(HubFixture database) : RestoreContract(database);

    private sealed class Import(HubFixture database) : JournalImportContract(database);

    private sealed class Verifier(HubFixture database) : VerifierContract(database);
}
