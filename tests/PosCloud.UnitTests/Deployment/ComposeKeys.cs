namespace PosCloud.UnitTests.Deployment;

/// <summary>
/// The part of the compose specification that docker-compose.yml uses: which keys there are and which values they take. Made
/// from github.com/compose-spec/compose-spec; whoever needs another key adds it here after looking it up there.
/// </summary>
internal static class ComposeKeys
{
    public static readonly string[] Top = ["name", "services", "networks", "volumes"];

    public static readonly string[] Service =
    [
        "build", "cap_drop", "command", "depends_on", "deploy", "entrypoint", "environment", "healthcheck", "image", "logging", "network_mode", "networks",
        "ports", "profiles", "read_only", "restart", "security_opt", "shm_size", "stop_grace_period", "tmpfs", "user", "volumes",
    ];

    /// <summary>Keys below a key of a service, where they are fixed.</summary>
    public static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        ["build"] = ["context", "dockerfile", "args"],
        ["deploy"] = ["resources"],
        ["healthcheck"] = ["test", "interval", "timeout", "retries", "start_period"],
        ["logging"] = ["driver", "options"],
    };

    public static readonly string[] Dependency = ["condition", "required", "restart"];

    public static readonly string[] Conditions = ["service_started", "service_healthy", "service_completed_successfully"];

    public static readonly string[] Restarts = ["no", "always", "on-failure", "unless-stopped"];

    public static readonly string[] Network = ["internal", "driver"];

    public static readonly string[] Limits = ["cpus", "memory", "pids"];
}
