using System.Text;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Verification;
using PosCloud.Protocol;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class TableVerb(TableDump dump, StoreArgument stores) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var name = arguments.Require("name");
        if (SyncedTables.Find(name) is not { } table)
            throw new VerbUsageException($"There is no synced table {name}. Tables: {string.Join(", ", SyncedTables.All.Select(t => t.Name))}.");
        StoreId? store = arguments.Has("store") ? await stores.ReadAsync(arguments, cancellationToken) : null;
        var lines = new StringBuilder();
        await foreach (var line in dump.LinesAsync(table, store, cancellationToken)) lines.Append(line).Append('\n');
        return new VerbAnswer(ExitCodes.Done, lines.ToString(), null);
    }
}
