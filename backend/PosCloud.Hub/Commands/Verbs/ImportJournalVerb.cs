using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using PosCloud.Domain.Identity;
using PosCloud.Grains.Contracts.Terminals;
using PosCloud.Hub.Enrolment;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Intake;
using PosCloud.Protocol.Export;

namespace PosCloud.Hub.Commands.Verbs;

internal sealed class ImportJournalVerb(
    JournalImport import, TerminalEnrolment enrolment, HubSigningKey signing, ChangeTeller teller, IGrainFactory? grains = null) : IVerb
{
    public async Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken)
    {
        if (JournalFile.TryRead(Convert.FromBase64String(arguments.Require("file")), out var problem) is not { } file)
            return VerbAnswer.Failed(ExitCodes.Damaged, problem ?? "The file can't be read.");
        var certificate = await signing.ReadAsync(file.Header.Certificate);
        var isSealed = await IsSealedAsync(file, certificate, cancellationToken);
        return await import.ImportAsync(file, isSealed, certificate, ChangeTeller.Actor, cancellationToken) switch
        {
            JournalImportOutcome.Imported done => await AnswerAsync(arguments, file, isSealed, done),
            JournalImportOutcome.Refused refused => VerbAnswer.Failed(ExitCodes.Refused, refused.Problem),
            _ => throw new InvalidOperationException("The import had an unknown outcome."),
        };
    }

    private async Task<VerbAnswer> AnswerAsync(VerbArguments arguments, JournalFile file, bool isSealed, JournalImportOutcome.Imported done)
    {
        await teller.TellAsync(file.Header.Store, done.Moved);
        if (grains is not null) await grains.GetGrain<ITerminalGrain>(file.Header.Terminal).ReconcileAsync();
        var text = $"Of {file.Facts.Count} facts of {file.Header.Terminal}, {done.Accepted} are new, {done.Known} were here, {done.Quarantined} are in quarantine.";
        if (!isSealed) text += " The file has no valid seal of the device, so what is new waits for a manager.";
        if (done.Unusable > 0) text += $" {done.Unusable} contradict their own place and were left out.";
        return VerbAnswer.Of(
            arguments,
            new { accepted = done.Accepted, known = done.Known, quarantined = done.Quarantined, unusable = done.Unusable, @sealed = isSealed },
            text,
            done.Unusable > 0 ? ExitCodes.Damaged : ExitCodes.Done);
    }

    private async Task<bool> IsSealedAsync(JournalFile file, EnrolmentCertificate? certificate, CancellationToken cancellationToken)
    {
        if (file.Seal is not { } seal || !TerminalId.TryParse(file.Header.Terminal, out var terminal)) return false;
        var keys = (await enrolment.FindAsync(terminal, cancellationToken))?.PublicKeys ?? [];
        // The certificate proves the key where the database was set back; a known terminal's keys are those in the database.
        return (keys.Count > 0 ? keys : certificate?.Terminal == terminal ? [certificate.PublicKey] : []).Any(key => IsSignedBy(key, file, seal));
    }

    private static bool IsSignedBy(string publicKey, JournalFile file, ReadOnlyMemory<byte> seal)
    {
        using var key = DevicePublicKey.TryRead(publicKey)?.ECDsa;
        return key?.VerifyData(file.Digest.ToArray(), seal.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) == true;
    }
}
