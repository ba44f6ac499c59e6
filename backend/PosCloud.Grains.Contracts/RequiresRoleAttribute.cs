namespace PosCloud.Grains.Contracts;

/// <summary>The lowest role that may call a grain's method; checked by the hub for calls from outside the cluster.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class RequiresRoleAttribute(string role) : Attribute
{
    public string Role { get; } = role;
}
