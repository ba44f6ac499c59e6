using System.Reflection;
using System.Reflection.Emit;
using PosCloud.Grains.Fleet;
using PosCloud.HubStorage;
using PosCloud.HubStorage.Sqlite;
using PosCloud.SystemTests.Contracts.HubStorage;

namespace PosCloud.SystemTests.SqlServer.Recording;

/// <summary>Plays the contract suites once on a recording database, so that the book holds what the hub really sends.</summary>
public sealed class RecordedFlows : HubFixture
{
    private static readonly ModuleBuilder Suites =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("RecordedSuites"), AssemblyBuilderAccess.Run).DefineDynamicModule("RecordedSuites");

    private readonly SqliteHubFixture _files = new();
    private readonly StatementBook _book = new(SqlServerScript.Unreachable());

    internal StatementBook Book => _book;

    public override async ValueTask InitializeAsync()
    {
        await _files.InitializeAsync();
        // Random suites send nothing that the others don't, many times.
        foreach (var contract in typeof(HubFixture).Assembly.GetTypes().Where(IsSuite).Where(t => !t.Name.Contains("Property", StringComparison.Ordinal)))
            await PlayAsync(Concrete(contract));
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

    public override IReadOnlyList<string> Own(IReadOnlyList<string> statements) => _book.Foreign(statements);

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

    // A suite that asks more of a database's tests than a fixture is about several writers, which the recording file hasn't.
    private static bool IsSuite(Type type) => type.IsAbstract && type.Name.EndsWith("Contract", StringComparison.Ordinal) && Made(type) is not null
        && !Array.Exists(type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), m => m.IsAbstract);

    private static ConstructorInfo? Made(Type contract) =>
        contract.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(HubFixture)]);

    /// <summary>A suite that nobody has to list here, so that none is forgotten.</summary>
    private static Type Concrete(Type contract)
    {
        var type = Suites.DefineType("Recorded" + contract.Name, TypeAttributes.Public | TypeAttributes.Sealed, contract);
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(HubFixture)]).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, Made(contract)!);
        code.Emit(OpCodes.Ret);
        return type.CreateType();
    }
}
