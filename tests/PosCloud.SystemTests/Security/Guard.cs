namespace PosCloud.SystemTests.Security;

/// <summary>What an endpoint asks of its caller.</summary>
public enum Guard
{
    /// <summary>Nothing, and it tells nothing that isn't public.</summary>
    Open,

    /// <summary>A token that a terminal's device signed.</summary>
    Device,

    /// <summary>A one-time code in the body.</summary>
    Code,

    /// <summary>A secret from a file that only the program's own user can read, on the device itself.</summary>
    LocalSecret,

    /// <summary>Somebody who is signed in.</summary>
    SignedIn,

    /// <summary>Nobody but the browser page of the same origin.</summary>
    OwnPage,
}
