namespace PosCloud.Hub.Commands;

/// <summary>The work of one verb. Runs in the hub that has the database open, or in the command's own process when none does.</summary>
internal interface IVerb
{
    Task<VerbAnswer> RunAsync(VerbArguments arguments, CancellationToken cancellationToken);
}
