using Orleans.Runtime;

namespace PosCloud.Grains.Access;

/// <summary>The person on whose behalf a call is made.</summary>
public sealed record Caller(string AccountId, string Email, string Role)
{
    /// <summary>Who is written into the audit log for calls from inside the cluster.</summary>
    public const string Hub = "hub";

    private const string Key = "poscloud.caller";

    /// <summary>Email of the person, or <see cref="Hub"/>. Set by the filter after it checked the ticket; never taken from a client.</summary>
    public static string CurrentName => RequestContext.Get(Key) as string ?? Hub;

    internal static void SetCurrent(string? email)
    {
        if (email is null) RequestContext.Remove(Key);
        else RequestContext.Set(Key, email);
    }
}
