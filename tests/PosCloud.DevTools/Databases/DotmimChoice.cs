using System.CommandLine;
using PosCloud.DevTools.Up;

namespace PosCloud.DevTools.Databases;

/// <summary>The option <c>--dotmim</c>: hub and terminals of this run carry facts and state with Dotmim.Sync.</summary>
internal static class DotmimChoice
{
    public static Option<bool> Option() => new("--dotmim") { Description = "terminals on Dotmim.Sync; needs its packages; the hub is on postgresql" };

    /// <summary>Why Dotmim can't be had here; null when it can.</summary>
    public static string? Problem(bool chosen)
    {
#if DOTMIM
        return null;
#else
        return chosen ? "This build has no Dotmim engine: start it through dotnet dev.cs, which builds it where the packages are, or leave --dotmim away." : null;
#endif
    }

    /// <summary>Dotmim can't serve from SQLite, so it means PostgreSQL.</summary>
    public static string Database(bool chosen, string asked) => chosen ? UpOptions.PostgreSql : asked;

    /// <summary>Hub and terminals are told by their environment, which the processes of this run inherit.</summary>
    public static void Apply(bool chosen)
    {
        if (!chosen) return;
        Environment.SetEnvironmentVariable("Replication__Engines", "Direct,Dotmim");
        Environment.SetEnvironmentVariable("Replication__Engine", "Dotmim");
    }
}
