using PosCloud.HubStorage;

namespace PosCloud.SystemTests.Contracts.HubStorage;

/// <summary>Makes fresh hub databases of one kind.</summary>
public abstract class HubFixture : IAsyncLifetime
{
    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Skips the test where there's no such database.</summary>
    public virtual void SkipWithoutDatabase()
    {
    }

    /// <summary>How many random runs to make where SQLite makes that many: a database server takes longer to make a database.</summary>
    public virtual int Runs(int onSqlite) => onSqlite;

    /// <summary>Statements after which the database refuses rows of the sku POISON in that table.</summary>
    public abstract IReadOnlyList<string> Poison(string table);

    /// <summary>Statements that undo <see cref="Poison"/>.</summary>
    public abstract IReadOnlyList<string> Antidote(string table);

    /// <summary>Statements in this database's own words, given back for a test to run.</summary>
    public virtual IReadOnlyList<string> Own(IReadOnlyList<string> statements) => statements;

    /// <summary>A database of this release's schema with nothing in it, used by nobody else.</summary>
    /// <param name="options">Time limits and numbers of connections; null for the defaults.</param>
    public abstract Task<HubDatabase> CreateAsync(HubStorageOptions? options = null);
}
