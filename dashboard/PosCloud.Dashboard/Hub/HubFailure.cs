using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace PosCloud.Dashboard.Hub;

/// <summary>What a failed call means to the person at the screen.</summary>
public static class HubFailure
{
    public const string Unreachable = "The hub doesn't answer. Selling goes on at the terminals.";

    public const string SignedOut = "Your sign-in has ended. Sign in again.";

    /// <summary>Failures of the line or of a node: the same call may succeed a moment later.</summary>
    public static bool IsTransient(Exception failure) =>
        failure is OrleansMessageRejectionException or ConnectionFailedException or SiloUnavailableException or TimeoutException
            or ClientNotAvailableException or EnumerationAbortedException or GatewayTooBusyException;

    public static HubException Worded(Exception failure) => failure switch
    {
        HubException worded => worded,
        UnauthorizedAccessException => new HubException(failure.Message, failure),
        _ when IsTransient(failure) => new HubException(Unreachable, failure),
        _ => new HubException("The hub couldn't answer: " + failure.Message, failure),
    };
}
