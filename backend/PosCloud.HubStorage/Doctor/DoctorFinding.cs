namespace PosCloud.HubStorage.Doctor;

/// <summary>What a person should look at, and what to do.</summary>
/// <param name="Severity"><see cref="Error"/> or <see cref="Warning"/>.</param>
public sealed record DoctorFinding(string Severity, string What, string Action)
{
    public const string Error = "error";
    public const string Warning = "warning";
}
