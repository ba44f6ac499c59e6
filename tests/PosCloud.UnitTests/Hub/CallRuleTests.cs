using PosCloud.Grains.Access;
using PosCloud.Grains.Contracts;

namespace PosCloud.UnitTests.Hub;

/// <summary>Every call of the contracts has a rule, and the rules say what they should.</summary>
public sealed class CallRuleTests
{
    private static IEnumerable<System.Reflection.MethodInfo> Methods => typeof(RequiresRoleAttribute).Assembly.GetExportedTypes()
        .Where(t => t.IsInterface && typeof(IGrainWithStringKey).IsAssignableFrom(t)).SelectMany(t => t.GetMethods());

    [Fact]
    public void Only_the_steps_of_logging_in_are_open_to_anybody() =>
        Assert.All(Methods.Where(m => CallRule.Of(m).IsOpen), m => Assert.Equal("IAccountsGrain", m.DeclaringType!.Name));

    [Fact]
    public void Nothing_that_changes_is_allowed_to_a_viewer()
    {
        string[] changes = ["Save", "Set", "Import", "Revoke", "Replay", "Resolve", "Invite", "Create"];
        var allowed = Methods.Where(m => CallRule.Of(m) is { IsOpen: false, Role: Roles.Viewer } && changes.Any(c => m.Name.StartsWith(c, StringComparison.Ordinal)));

        Assert.Empty(allowed);
    }

    [Theory]
    [InlineData(Roles.Owner, Roles.Viewer, true)]
    [InlineData(Roles.Manager, Roles.Manager, true)]
    [InlineData(Roles.Operator, Roles.Manager, false)]
    [InlineData("king", Roles.Viewer, false)]
    [InlineData(Roles.Owner, "king", false)]
    public void Each_role_may_what_those_below_it_may(string role, string required, bool may) => Assert.Equal(may, RoleRank.Reaches(role, required));
}
