namespace PosCloud.Grains.Contracts;

/// <summary>Keys of values that travel beside grain calls.</summary>
public static class RequestKeys
{
    /// <summary>The signed ticket of the person on whose behalf a dashboard calls.</summary>
    public const string Ticket = "poscloud.ticket";
}
