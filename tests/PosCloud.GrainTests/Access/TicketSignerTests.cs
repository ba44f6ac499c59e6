using Microsoft.Extensions.Time.Testing;
using PosCloud.Grains.Access;
using PosCloud.Grains.Contracts;

namespace PosCloud.GrainTests.Access;

public sealed class TicketSignerTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_ticket_names_its_person_until_it_expires()
    {
        var signer = new TicketSigner(new byte[TicketSigner.KeyLength], _clock);
        var ticket = signer.Issue("id|1", "ana@example.com", Roles.Manager);

        Assert.Equal(new Caller("id|1", "ana@example.com", Roles.Manager), signer.Read(ticket.Value));
        _clock.Advance(TicketSigner.Lifetime);
        Assert.Null(signer.Read(ticket.Value));
    }

    [Fact]
    public void A_ticket_of_another_key_or_with_another_role_is_nothing()
    {
        var signer = new TicketSigner(new byte[TicketSigner.KeyLength], _clock);
        var other = new TicketSigner([.. Enumerable.Repeat((byte)1, TicketSigner.KeyLength)], _clock);
        var ticket = signer.Issue("id", "ana@example.com", Roles.Viewer).Value;
        var owner = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Roles.Owner));
        var parts = ticket.Split('|');

        Assert.Null(other.Read(ticket));
        Assert.Null(signer.Read(string.Join('|', parts[0], parts[1], owner, parts[3], parts[4])));
        Assert.Null(signer.Read(null));
        Assert.Null(signer.Read(""));
    }
}
