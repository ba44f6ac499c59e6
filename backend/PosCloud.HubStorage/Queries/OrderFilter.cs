namespace PosCloud.HubStorage.Queries;

/// <param name="Text">Part of a receipt number or a product's name, or a sku; null for all.</param>
/// <param name="After">From the page before.</param>
public sealed record OrderFilter(
    string? Store, string? Terminal, string? Text, DateTimeOffset? From, DateTimeOffset? To, string? After, int Limit);
