using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage;

/// <summary>The schema of the hub's database: brings it to this release's, or says why it isn't.</summary>
public sealed class HubSchema(HubDatabase database, HubWriter writer)
{
    /// <summary>
    /// What a hub does before it serves: a database of its own it migrates itself; one that other nodes may be using it
    /// only looks at.
    /// </summary>
    /// <exception cref="HubSchemaOlderException">A shared database lacks changes of this release.</exception>
    /// <inheritdoc cref="MigrateAsync"/>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!database.IsShared) await MigrateAsync(cancellationToken);
        else await RequireAsync(cancellationToken);
    }

    /// <summary>Applies what is missing and draws the first hub epoch; answers the names of what was applied.</summary>
    /// <exception cref="HubSchemaNewerException">The database was made by a newer release.</exception>
    /// <exception cref="HubDatabaseUnusableException">It can't be reached or used.</exception>
    /// <exception cref="HubNotMigratedException">A change failed and was taken back.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            // One at a time: whoever comes second finds nothing left to do.
            await using var alone = await database.LockSchemaAsync(cancellationToken);
            await using var context = database.NewContext();
            // A new index on a year of sales takes as long as it takes.
            context.Database.SetCommandTimeout(TimeSpan.Zero);
            await RefuseNewerAsync(context, cancellationToken);
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            await ApplyAsync(context, pending, cancellationToken);
            // Whoever held a duty in a database of our own was killed: nobody has to wait until it would have been given back.
            if (!database.IsShared) await context.Duties.ExecuteDeleteAsync(cancellationToken);
            await writer.RunAsync(
                async transaction =>
                {
                    if (await HubEpoch.CurrentAsync(transaction) is null) await HubEpoch.BeginAsync(transaction, "created");
                },
                cancellationToken);
            return pending;
        }
        catch (Exception error) when (database.Explain(error is HubNotMigratedException { InnerException: { } cause } ? cause : error) is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>Each change is one transaction: one that fails leaves the database as the change before it left it.</summary>
    private static async Task ApplyAsync(HubDbContext context, IReadOnlyList<string> pending, CancellationToken cancellationToken)
    {
        foreach (var change in pending)
        {
            try
            {
                await context.Database.MigrateAsync(change, cancellationToken);
            }
            catch (DbException problem)
            {
                throw new HubNotMigratedException(change, problem);
            }
        }
    }

    private async Task RequireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = database.NewContext();
            await RefuseNewerAsync(context, cancellationToken);
            var missing = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            if (missing.Count > 0) throw new HubSchemaOlderException(missing);
            await database.RequireRightsAsync(cancellationToken);
        }
        catch (Exception error) when (database.Explain(error) is { } problem)
        {
            throw problem;
        }
    }

    private static async Task RefuseNewerAsync(HubDbContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(m => !known.Contains(m));
        if (unknown is not null) throw new HubSchemaNewerException(unknown);
    }
}
