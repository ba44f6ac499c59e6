namespace PosCloud.Protocol.Enrolment;

/// <summary>
/// Names in the short-lived ES256 JSON Web Token that a terminal signs with its device key for each request.
/// <c>iat</c> is in hub time as the terminal estimates it.
/// </summary>
public static class DeviceToken
{
    public const string Algorithm = "ES256";

    /// <summary><c>sub</c>: the terminal's code. <c>aud</c>: always this.</summary>
    public const string Audience = "poscloud-hub";

    /// <summary>Seconds a token is used by the terminal before it makes a new one.</summary>
    public const int LifetimeSeconds = 240;
}
