namespace PosCloud.Dashboard.Hub;

/// <summary>The hub didn't answer or refused. The message is for the person at the screen: cause and what to do.</summary>
public sealed class HubException : Exception
{
    public HubException()
    {
    }

    public HubException(string message)
        : base(message)
    {
    }

    public HubException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The account may no longer be here; the way on is to sign in again.</summary>
    public bool SignedOut { get; init; }
}
