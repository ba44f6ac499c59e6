using Microsoft.Data.SqlClient;

namespace PosCloud.HubStorage.SqlServer;

/// <summary>The operator's connection string, checked, with the settings that the hub needs.</summary>
internal static class SqlServerConnectionText
{
    private const string Example = "it looks like Server=db.example.org;Database=poscloud;User ID=poscloud;Password=…";

    /// <summary>Why this can't be used, in words without secrets; null when it can.</summary>
    public static string? Problem(HubStorageOptions options)
    {
        const string Name = nameof(options.ConnectionString);
        if (string.IsNullOrWhiteSpace(options.ConnectionString)) return $"{Name}: SqlServer needs a connection string; {Example}.";
        try
        {
            var text = new SqlConnectionStringBuilder(options.ConnectionString);
            if (string.IsNullOrWhiteSpace(text.DataSource)) return $"{Name}: it names no Server; {Example}.";
            if (string.IsNullOrWhiteSpace(text.InitialCatalog)) return $"{Name}: it names no Database; {Example}.";
            return text.InitialCatalog is "master" or "model" or "msdb" or "tempdb" ? $"{Name}: {text.InitialCatalog} belongs to the server; name a database of the hub's own." : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            // The provider's own message may repeat a value, and with it a password.
            return $"{Name}: it isn't a SQL Server connection string; {Example}.";
        }
    }

    public static SqlConnectionStringBuilder Of(string? connectionString)
    {
        var text = new SqlConnectionStringBuilder(connectionString);
        if (!text.ShouldSerialize("Application Name")) text.ApplicationName = "poscloud-hub";
        // A server that fails over or wakes up is asked again a few times, then it's the caller's turn.
        if (!text.ShouldSerialize("Connect Retry Count")) text.ConnectRetryCount = 3;
        if (!text.ShouldSerialize("Connect Retry Interval")) text.ConnectRetryInterval = 2;
        // Savepoints don't work with several open results on one connection.
        text.MultipleActiveResultSets = false;
        // The hub begins its transactions itself.
        text.Enlist = false;
        return text;
    }
}
