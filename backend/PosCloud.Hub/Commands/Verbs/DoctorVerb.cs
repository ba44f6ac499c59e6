using PosCloud.HubStorage.Doctor;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class DoctorVerb(HubDoctor doctor) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        var findings = await doctor.LookAsync(cancellationToken);
        var json = new { findings = findings.Select(f => new { severity = f.Severity, what = f.What, action = f.Action }) };
        var text = findings.Count == 0 ? "Nothing to report." : string.Join('\n', findings.Select(f => $"{f.Severity}: {f.What} {f.Action}"));
        return VerbAnswer.Of(arguments, json, text, findings.Any(f => f.Severity == DoctorFinding.Error) ? ExitCodes.CheckFailed : ExitCodes.Done);
    }
}
