using Microsoft.Extensions.DependencyInjection;
using PosCloud.Grains.Accounts;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Accounts;
using PosCloud.GrainTests.Cluster;

namespace PosCloud.GrainTests.Accounts;

public sealed class AccountsTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAccountsGrain Accounts => cluster.Client.GetGrain<IAccountsGrain>(IAccountsGrain.Key);

    [Fact]
    public async Task The_first_owner_comes_in_by_a_printed_link_once_whichever_node_printed_it()
    {
        var token = TokenIn(await cluster.ServicesOf(0).GetRequiredService<AccountBook>().MakeSetUpLinkAsync("hub", Cancellation));
        var other = TokenIn(await cluster.ServicesOf(1).GetRequiredService<AccountBook>().MakeSetUpLinkAsync("hub", Cancellation));

        Assert.Equal((null, Roles.Owner), await LinkAsync(token));
        Assert.Equal((null, Roles.Owner), await LinkAsync(other));
        Assert.True((await Accounts.UseLinkAsync(token, " Ana@Example.com ", "Ana", "hash")).Done);
        Assert.False((await Accounts.UseLinkAsync(token, "eve@example.com", "Eve", "hash")).Done);
        Assert.False((await Accounts.UseLinkAsync(other, "eve@example.com", "Eve", "hash")).Done);

        var account = await Accounts.FindAsync("ana@example.com");
        Assert.Equal((Roles.Owner, "hash"), (account!.Role, account.PasswordHash));
        Assert.NotNull(await Accounts.IssueTicketAsync(account.Id, account.SecurityStamp));
        Assert.Null(await Accounts.IssueTicketAsync(account.Id, "another stamp"));
    }

    [Fact]
    public async Task An_invitation_is_for_its_email_only()
    {
        cluster.ActAs(Roles.Owner);
        var token = TokenIn((await Accounts.InviteAsync("ivo@example.com", Roles.Viewer)).Path!);

        Assert.False((await Accounts.UseLinkAsync(token, "eve@example.com", "Eve", "hash")).Done);
        Assert.Null(await Accounts.FindAsync("ivo@example.com"));
        Assert.True((await Accounts.UseLinkAsync(token, "ivo@example.com", "Ivo", "hash")).Done);
        Assert.Equal(Roles.Viewer, (await Accounts.FindAsync("ivo@example.com"))!.Role);
        Assert.NotNull((await Accounts.InviteAsync("no address", Roles.Viewer)).Problem);
        Assert.NotNull((await Accounts.InviteAsync("ok@example.com", "king")).Problem);
    }

    [Fact]
    public async Task A_pause_after_wrong_passwords_is_five_minutes_also_when_the_hubs_clock_was_ahead()
    {
        cluster.ActAs(Roles.Owner);
        var token = TokenIn((await Accounts.InviteAsync("eva@example.com", Roles.Viewer)).Path!);
        await Accounts.UseLinkAsync(token, "eva@example.com", "Eva", "hash");
        var account = (await Accounts.FindAsync("eva@example.com"))!;
        cluster.Clock.SetWrongBy(TimeSpan.FromDays(3));
        for (var tries = 0; tries < 5; tries++) Assert.True(await Accounts.BeginTryAsync(account.Id));
        Assert.False(await Accounts.BeginTryAsync(account.Id));

        cluster.Clock.SetWrongBy(TimeSpan.Zero);

        Assert.NotNull(await Accounts.IssueTicketAsync(account.Id, account.SecurityStamp));
        Assert.True(await Accounts.BeginTryAsync(account.Id));
    }

    [Fact]
    public async Task Who_has_left_is_shut_out_until_invited_again_and_the_only_owner_stays_one()
    {
        cluster.ActAs(Roles.Owner);
        var owner = await JoinAsync("uma@example.com", Roles.Owner);
        var left = await JoinAsync("leo@example.com", Roles.Manager);
        var open = TokenIn((await Accounts.InviteAsync("leo@example.com", Roles.Manager)).Path!);
        foreach (var other in (await Accounts.ListAsync()).Where(a => a.Role == Roles.Owner && a.Id != owner.Id && !a.IsClosed))
        {
            Assert.True((await Accounts.CloseAsync(other.Email)).Done);
        }

        Assert.True((await Accounts.CloseAsync(" Leo@example.com ")).Done);

        Assert.Null(await Accounts.FindAsync(left.Email));
        Assert.Null(await Accounts.IssueTicketAsync(left.Id, left.SecurityStamp));
        Assert.Null(await Accounts.FindLinkAsync(open));
        Assert.True((await Accounts.ListAsync()).Single(a => a.Id == left.Id).IsClosed);
        Assert.Contains("only owner", (await Accounts.CloseAsync(owner.Email)).Problem, StringComparison.Ordinal);
        Assert.Contains("only owner", (await Accounts.InviteAsync(owner.Email, Roles.Viewer)).Problem, StringComparison.Ordinal);
        Assert.Equal(Roles.Owner, (await Accounts.FindAsync(owner.Email))!.Role);
        Assert.Contains("no account", (await Accounts.CloseAsync("nobody@example.com")).Problem, StringComparison.Ordinal);
        Assert.NotNull((await Accounts.CloseAsync("")).Problem);

        var back = await JoinAsync("leo@example.com", Roles.Viewer);
        Assert.Equal((left.Id, Roles.Viewer, false), (back.Id, back.Role, back.IsClosed));
        Assert.NotNull(await Accounts.IssueTicketAsync(back.Id, back.SecurityStamp));
        Assert.Null(await Accounts.IssueTicketAsync(back.Id, left.SecurityStamp));
        cluster.ActAs(Roles.Manager);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Accounts.CloseAsync(back.Email));
    }

    private async Task<Account> JoinAsync(string email, string role)
    {
        var token = TokenIn((await Accounts.InviteAsync(email, role)).Path!);
        Assert.True((await Accounts.UseLinkAsync(token, email, "Name", "hash")).Done);
        return (await Accounts.FindAsync(email))!;
    }

    private async Task<(string? Email, string Role)> LinkAsync(string token)
    {
        var link = await Accounts.FindLinkAsync(token);
        return (link!.Email, link.Role);
    }

    private static string TokenIn(string path) => path[(path.IndexOf('=', StringComparison.Ordinal) + 1)..];
}
