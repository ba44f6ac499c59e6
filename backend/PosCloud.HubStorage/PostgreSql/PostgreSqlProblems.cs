using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace PosCloud.HubStorage.PostgreSql;

/// <summary>What keeps a hub from using its PostgreSQL server, in words that say what to do and hold no secret.</summary>
/// <param name="text">Names the server, the database and the user; its password is never read.</param>
internal sealed class PostgreSqlProblems(NpgsqlConnectionStringBuilder text)
{
    private const string Setting = "Hub:ConnectionString";

    private string Place => $"database '{text.Database}' on {text.Host}";

    private string User => text.Username is { Length: > 0 } named ? $"user '{named}'" : "the operating system's user";

    /// <summary>Null for what isn't one of the ordinary causes.</summary>
    public HubDatabaseUnusableException? Explain(Exception error) => error switch
    {
        HubDatabaseUnusableException => null,
        PostgresException refused => OfServer(refused),
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } => Later(
            $"The PostgreSQL server {text.Host}:{text.Port} doesn't answer. Check that it runs and that Host and Port in {Setting} are right.", error),
        NpgsqlException { InnerException: AuthenticationException } => Setup(
            $"The certificate of the PostgreSQL server {text.Host} isn't trusted. Check SSL Mode and Root Certificate in {Setting}.", error),
        SocketException or TimeoutException => Later(
            $"The PostgreSQL server {text.Host}:{text.Port} can't be reached: {error.Message} Check Host and Port in {Setting}.", error),
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };

    public HubDatabaseUnusableException OfEncoding(string encoding) => Setup(
        $"The {Place} stores text as {encoding}; the hub needs UTF8. Create it with: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.", null);

    public HubDatabaseUnusableException OfRights(string table) => Setup(
        $"The {User} may not read and write the table '{table}' of the {Place}. As its owner run: "
        + $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {text.SearchPath ?? "public"} TO the user, also for tables to come (ALTER DEFAULT PRIVILEGES).",
        null);

    private HubDatabaseUnusableException? OfServer(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => Setup($"The PostgreSQL server {text.Host} doesn't accept the password of {User}. Correct {Setting}.", refused),
        PostgresErrorCodes.InvalidAuthorizationSpecification => Setup(
            $"The PostgreSQL server {text.Host} doesn't let {User} in: {refused.MessageText}. Check the user in {Setting} and the server's pg_hba.conf.", refused),
        PostgresErrorCodes.InvalidCatalogName => Setup(
            $"There is no {Place}. Run: poscloud-hub migrate, which creates it if {User} may; else as an administrator: CREATE DATABASE \"{text.Database}\" OWNER of that user.", refused),
        PostgresErrorCodes.InsufficientPrivilege => Setup(
            $"The {User} lacks a right in the {Place}: {refused.MessageText}. poscloud-hub migrate needs CREATE on the schema (and CREATEDB for a new database), serve needs SELECT, INSERT, UPDATE and DELETE on its tables.",
            refused),
        PostgresErrorCodes.InvalidSchemaName => Setup($"The {Place} has no schema to put tables in. Create one, or name it as Search Path in {Setting}.", refused),
        PostgresErrorCodes.ReadOnlySqlTransaction => Setup(
            $"The {Place} can only be read: it is a standby or set to read-only. Name the primary server, or add Target Session Attributes=primary to {Setting}.", refused),
        PostgresErrorCodes.TooManyConnections => Later($"The PostgreSQL server {text.Host} has no connection left. Raise its max_connections, or lower Hub:MaxConcurrentWrites.", refused),
        PostgresErrorCodes.LockNotAvailable => Later($"Others hold tables of the {Place} for longer than Hub:LockTimeoutSeconds. Nothing was changed. Try again, or stop the hub's nodes for it.", refused),
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            Later($"The PostgreSQL server {text.Host} is starting or stopping. Try again.", refused),
        _ => null,
    };

    private static HubDatabaseUnusableException Setup(string problem, Exception? cause) => new(problem, isSetting: true, cause);

    private static HubDatabaseUnusableException Later(string problem, Exception? cause) => new(problem, isSetting: false, cause);
}
