namespace PosCloud.Grains.Stores;

/// <summary>Where others find this hub and its dashboard.</summary>
/// <param name="PublicUrl">What a device is to enter.</param>
/// <param name="DashboardUrl">What stands before the path of a link for people; no slash at the end.</param>
public sealed record HubAddresses(string PublicUrl, string DashboardUrl);
