using System.ComponentModel.DataAnnotations;
using PosCloud.Terminal.Engine.Carrying;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine;

/// <summary>What can be set on a terminal. Defaults are right for a shop.</summary>
public sealed class TerminalEngineOptions
{
    /// <summary>Name and version of the program, reported to the hub.</summary>
    [Required]
    public string Program { get; set; } = "0.1.0";

    /// <summary>Engine that carries facts and state: <c>Direct</c>, or the name of <see cref="Carrier"/>. May change between two starts with facts unsent.</summary>
    [Required]
    public string Engine { get; set; } = DirectReplicator.Name;

    /// <summary>An engine that moves rows by itself, where the program was built with one.</summary>
    public RowCarrier? Carrier { get; set; }

    internal bool UsesCarrier => !Engine.Equals(DirectReplicator.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Address of the hub instead of the one given at enrolment; null to use that.</summary>
    public Uri? HubUrl { get; set; }

    /// <summary>Name of this machine instead of the operating system's; null to use that.</summary>
    public string? Machine { get; set; }

    public JournalOptions Journal { get; set; } = new();

    /// <summary>Longest wait for one answer of the hub.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After this long without an answer the terminal shows itself offline, though it goes on waiting.</summary>
    public TimeSpan OfflineAfter { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Between syncs while the hub pushes.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Between syncs while it can't push.</summary>
    public TimeSpan PollIntervalWithoutPush { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>First step of the back-off after a failure; doubled up to <see cref="PollInterval"/>.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    [Range(1, Protocol.ProtocolLimits.MaxFactsPerUpload)]
    public int MaxFactsPerUpload { get; set; } = Protocol.ProtocolLimits.MaxFactsPerUpload;

    [Range(1024, Protocol.ProtocolLimits.MaxRequestBytes)]
    public int TargetUploadBytes { get; set; } = Protocol.ProtocolLimits.TargetUploadBytes;

    /// <summary>Whether the push channel is used at all.</summary>
    public bool UsePush { get; set; } = true;

    /// <summary>Makes the handler for requests to the hub; null for the network.</summary>
    public Func<HttpMessageHandler>? HttpHandler { get; set; }

    /// <summary>Null when all settings can be used, else which one can't and why.</summary>
    public string? Problem()
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), results, validateAllProperties: true);
        Validator.TryValidateObject(Journal, new ValidationContext(Journal), results, validateAllProperties: true);
        if (results.Count > 0) return "Terminal: " + results[0].ErrorMessage;
        return UsesCarrier && !Engine.Equals(Carrier?.Engine, StringComparison.OrdinalIgnoreCase)
            ? $"Replication:Engine: this program has no {Engine} engine; build it with -p:Dotmim=true (README, \"The Dotmim engine\"), or use {DirectReplicator.Name}."
            : null;
    }
}
