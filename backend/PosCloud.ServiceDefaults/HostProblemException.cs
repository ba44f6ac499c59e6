namespace PosCloud.ServiceDefaults;

/// <summary>A host can't start for a reason that an operator can do something about.</summary>
public sealed class HostProblemException(HostProblem problem, Exception? inner = null) : Exception(problem.Message, inner)
{
    public HostProblem Problem => problem;
}
