namespace PosCloud.Grains.Contracts;

/// <summary>
/// Clients may call the method on nobody's behalf: the steps of logging in. What has neither this nor
/// <see cref="RequiresRoleAttribute"/> is for the cluster itself.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WithoutTicketAttribute : Attribute;
