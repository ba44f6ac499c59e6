using Microsoft.Data.SqlClient;

namespace PosCloud.HubStorage.SqlServer;

/// <summary>What keeps a hub from using its SQL Server, in words that say what to do and hold no secret.</summary>
/// <param name="text">Names the server, the database and the user; its password is never read.</param>
internal sealed class SqlServerProblems(SqlConnectionStringBuilder text)
{
    private const string Setting = "Hub:ConnectionString";
    private const string Migrate = "poscloud-hub migrate";
    private const int UntrustedCertificate = -2146893019;

    private const int FatalSeverity = 20;

    private string Place => $"database '{text.InitialCatalog}' on {text.DataSource}";

    private string User => text.UserID is { Length: > 0 } named ? $"user '{named}'" : "the operating system's user";

    /// <summary>Null for what isn't one of the ordinary causes.</summary>
    public HubDatabaseUnusableException? Explain(Exception error) => error switch
    {
        HubDatabaseUnusableException => null,
        SqlException refused => Of(refused.Number, refused.Class, refused.Message, refused),
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };

    /// <summary>Null when the database is as the hub needs it.</summary>
    public HubDatabaseUnusableException? Of(SqlServerStanding standing)
    {
        if (standing.IsTooOld) return Setup($"The SQL Server {text.DataSource} is release {standing.Release}; the hub needs 15 (SQL Server 2019) or newer, or Azure SQL.");
        if (standing.Level < SqlServerStanding.LowestLevel)
            return Setup($"The {Place} works like an older release (level {standing.Level}). As its owner run: ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = {SqlServerStanding.LowestLevel}.");
        return standing.HasRowVersions
            ? null
            : Setup($"The {Place} keeps no row versions (READ_COMMITTED_SNAPSHOT, ALLOW_SNAPSHOT_ISOLATION): readers and writers would wait for each other. Run: {Migrate}, as a user that may alter the database.");
    }

    public HubDatabaseUnusableException OfRights(string table) => Setup(
        $"The {User} may not read and write the table '{table}' of the {Place}. As its owner run: "
        + "ALTER ROLE db_datareader ADD MEMBER and ALTER ROLE db_datawriter ADD MEMBER with that user.");

    /// <param name="severity">The error's class; 20 and more have ended the connection.</param>
    internal HubDatabaseUnusableException? Of(int number, int severity, string message, Exception? cause) => number switch
    {
        18452 or 18456 or 18470 or 18486 or 18487 or 18488 => Setup($"The SQL Server {text.DataSource} doesn't let {User} in. Correct user and password in {Setting}, and see the server's log for the reason.", cause),
        4060 or 4064 or 911 => Setup(
            $"There is no {Place}, or the {User} may not open it. Run: {Migrate}, which creates it if the user may; else as an administrator: CREATE DATABASE [{text.InitialCatalog}], and make the user its db_owner.", cause),
        229 or 230 or 262 or 297 or 300 or 916 or 1088 or 2760 or 5011 or 15151 or 15247 => Setup(
            $"The {User} lacks a right in the {Place}: {message} {Migrate} needs db_owner (and CREATE DATABASE for a new one), serve needs db_datareader and db_datawriter.", cause),
        3952 => Setup($"The {Place} doesn't allow snapshot isolation. Run: {Migrate}.", cause),
        5061 or 5070 => Later($"Others use the {Place}, so its row versions can't be turned on. Nothing was changed. Stop what is connected to it, then run {Migrate} again.", cause),
        3906 => Setup($"The {Place} can only be read: it is a secondary or set to read-only. Name the primary server in {Setting}.", cause),
        1105 or 9002 => Later($"The {Place} has no room left: {message}", cause),
        10928 or 10929 or 40501 or 40613 or 40197 or 42108 or 42109 or 49918 or 49919 or 49920 =>
            Later($"The {Place} is busy, starting or moving to another machine ({number}). Try again.", cause),
        UntrustedCertificate => Setup(
            $"The certificate of the SQL Server {text.DataSource} isn't trusted. Install its authority's certificate on this machine, or name the host as the certificate does.", cause),
        -2 or 1222 => Later($"The SQL Server {text.DataSource} took too long, or others held what was needed. Try again.", cause),
        _ when severity >= FatalSeverity => Later($"The SQL Server {text.DataSource} doesn't answer. Check that it runs, that it listens on TCP, and that Server in {Setting} is right.", cause),
        _ => null,
    };

    private static HubDatabaseUnusableException Setup(string problem, Exception? cause = null) => new(problem, isSetting: true, cause);

    private static HubDatabaseUnusableException Later(string problem, Exception? cause) => new(problem, isSetting: false, cause);
}
