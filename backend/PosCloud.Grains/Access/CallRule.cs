using System.Reflection;
using PosCloud.Grains.Contracts;

namespace PosCloud.Grains.Access;

/// <summary>What a call from a client needs: nothing, a role, or it isn't for clients at all.</summary>
public sealed record CallRule(bool IsOpen, string? Role)
{
    public static CallRule Open { get; } = new(true, null);

    public static CallRule InsideOnly { get; } = new(false, null);

    /// <summary>Reads the rule from the method, then from its interface.</summary>
    public static CallRule Of(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        if (method.GetCustomAttribute<WithoutTicketAttribute>() is not null) return Open;
        var role = method.GetCustomAttribute<RequiresRoleAttribute>() ?? method.DeclaringType?.GetCustomAttribute<RequiresRoleAttribute>();
        return role is null ? InsideOnly : new CallRule(false, role.Role);
    }

    /// <summary>Null when the caller may, else why not, for the person who asked.</summary>
    public string? Refusal(Caller? caller) => this switch
    {
        { IsOpen: true } => null,
        { Role: null } => "This call is for the hub itself.",
        _ when caller is null => "Log in again: the ticket is missing or has expired.",
        { Role: { } role } when !RoleRank.Reaches(caller.Role, role) => $"This needs the role {role}; {caller.Email} is {caller.Role}.",
        _ => null,
    };
}
