using PosCloud.Protocol.Carrying;

namespace PosCloud.HubStorage.Carrying;

/// <summary>
/// The inbox's table. It isn't part of the migrated schema, because only a hub with an engine that moves rows has it; it
/// holds facts for the moments until intake takes them.
/// </summary>
public static class FactInboxSql
{
    /// <summary>Makes the table where it's missing.</summary>
    /// <remarks>Keyed so that two lines of one journal don't collide. Keys are text, because such engines carry no other kind of key well.</remarks>
    public static string Create(HubDatabaseKind kind) => kind switch
    {
        HubDatabaseKind.PostgreSql => $"""
            CREATE TABLE IF NOT EXISTS {CarriedScopes.Inbox} (
            terminal varchar(200) COLLATE "C" NOT NULL, epoch varchar(200) COLLATE "C" NOT NULL, sequence bigint NOT NULL, chain_hash varchar(64) COLLATE "C" NOT NULL,
            previous varchar(64) NOT NULL, content_hash varchar(64) NOT NULL, store varchar(200) NOT NULL, content bytea NOT NULL, refused text NULL,
            PRIMARY KEY (terminal, epoch, sequence, chain_hash))
            """,
        HubDatabaseKind.SqlServer => $"""
            IF OBJECT_ID(N'dbo.{CarriedScopes.Inbox}', N'U') IS NULL CREATE TABLE dbo.{CarriedScopes.Inbox} (
            terminal nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL, epoch nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
            sequence bigint NOT NULL, chain_hash nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
            previous nvarchar(64) NOT NULL, content_hash nvarchar(64) NOT NULL, store nvarchar(200) NOT NULL, content varbinary(max) NOT NULL,
            refused nvarchar(max) NULL, CONSTRAINT pk_{CarriedScopes.Inbox} PRIMARY KEY (terminal, epoch, sequence, chain_hash))
            """,
        _ => $"""
            CREATE TABLE IF NOT EXISTS {CarriedScopes.Inbox} (
            terminal TEXT NOT NULL, epoch TEXT NOT NULL, sequence INTEGER NOT NULL, chain_hash TEXT NOT NULL, previous TEXT NOT NULL, content_hash TEXT NOT NULL,
            store TEXT NOT NULL, content BLOB NOT NULL, refused TEXT NULL, PRIMARY KEY (terminal, epoch, sequence, chain_hash))
            """,
    };
}
