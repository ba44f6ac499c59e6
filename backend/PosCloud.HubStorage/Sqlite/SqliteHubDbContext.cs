using Microsoft.EntityFrameworkCore;

namespace PosCloud.HubStorage.Sqlite;

/// <summary>The hub's tables in SQLite.</summary>
internal sealed class SqliteHubDbContext(DbContextOptions<SqliteHubDbContext> options) : HubDbContext(options);
