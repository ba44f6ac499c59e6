using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Queries;

namespace PosCloud.Hub.Commands.Verbs;

/// <summary>Reads <c>--store</c> and makes sure that it exists.</summary>
internal sealed class StoreArgument(StoreQueries stores)
{
    /// <exception cref="VerbUsageException">There's no such store; the message lists those there are.</exception>
    public async Task<StoreId> ReadAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var text = arguments.Require("store");
        if (StoreId.TryParse(text, out var store) && await stores.FindAsync(store, cancellationToken) is not null) return store;
        var known = (await stores.ListAsync(cancellationToken)).Select(s => s.Store.Store).ToList();
        throw new VerbUsageException($"There is no store {text}. " + (known.Count == 0 ? "Add one with: stores add." : $"Stores: {string.Join(", ", known)}."));
    }
}
