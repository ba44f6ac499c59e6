using Microsoft.EntityFrameworkCore;
using PosCloud.HubStorage.Publishing;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage;

/// <summary>Brings the hub's database to this release's schema.</summary>
public sealed class HubSchema(HubDatabase database, HubWriter writer)
{
    /// <summary>Applies what is missing and draws the first hub epoch; answers the names of what was applied.</summary>
    /// <exception cref="HubSchemaNewerException">The database was made by a newer release.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = database.NewContext();
        await RefuseNewerAsync(context, cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0) await context.Database.MigrateAsync(cancellationToken);
        await writer.RunAsync(
            async transaction =>
            {
                if (await HubEpoch.CurrentAsync(transaction) is null) await HubEpoch.BeginAsync(transaction, "created");
            },
            cancellationToken);
        return pending;
    }

    private static async Task RefuseNewerAsync(HubDbContext context, CancellationToken cancellationToken)
    {
        if (!await context.Database.CanConnectAsync(cancellationToken)) return;
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).FirstOrDefault(m => !known.Contains(m));
        if (unknown is not null) throw new HubSchemaNewerException(unknown);
    }
}
