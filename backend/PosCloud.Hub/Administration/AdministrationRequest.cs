using PosCloud.Hub.Commands;

namespace PosCloud.Hub.Administration;

/// <summary>A verb on its way to the hub that has the database open.</summary>
public sealed record AdministrationRequest(string Verb, VerbArguments Arguments);
