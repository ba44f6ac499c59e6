using PosCloud.Grains.Contracts;

namespace PosCloud.Grains.Access;

/// <summary>Order of the roles: each may do what those below it may.</summary>
public static class RoleRank
{
    private static readonly string[] Ascending = [Roles.Viewer, Roles.Operator, Roles.Manager, Roles.Owner];

    public static bool IsRole(string? role) => Array.IndexOf(Ascending, role) >= 0;

    /// <summary>False for anything that isn't a role.</summary>
    public static bool Reaches(string role, string required) => IsRole(required) && Array.IndexOf(Ascending, role) >= Array.IndexOf(Ascending, required);
}
