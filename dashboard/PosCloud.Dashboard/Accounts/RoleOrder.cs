using System.Security.Claims;
using PosCloud.Grains.Contracts;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Each role may do what those after it may. The hub decides; the pages only leave out what it would refuse.</summary>
public static class RoleOrder
{
    public static IReadOnlyList<string> HighestFirst { get; } = [Roles.Owner, Roles.Manager, Roles.Operator, Roles.Viewer];

    public static bool MayAct(this ClaimsPrincipal user, string lowestRole)
    {
        ArgumentNullException.ThrowIfNull(user);
        return HighestFirst.TakeWhile(role => role != lowestRole).Append(lowestRole).Any(user.IsInRole);
    }

    /// <summary>What a role is for, for the person who chooses one.</summary>
    public static string Words(string role) => role switch
    {
        Roles.Owner => "Everything, and who may come in",
        Roles.Manager => "Prices, products, stores, exceptions, enrolment",
        Roles.Operator => "Looks at everything; runs the terminals",
        _ => "Looks at everything, changes nothing",
    };
}
