using Microsoft.Data.Sqlite;
using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine.Carrying;

/// <param name="Path">The replica file, with all tables in place.</param>
/// <param name="Store">Whose rows to ask for; the hub decides what it gives.</param>
/// <param name="Check">
/// Called with the open transaction after the last row: null when it may be committed, else why not; then everything has to
/// be rolled back and <see cref="CarryingFailedException"/> be thrown.
/// </param>
public sealed record StateTransfer(CarryingLine Line, string Path, StoreId Store, Func<SqliteConnection, string?> Check);
