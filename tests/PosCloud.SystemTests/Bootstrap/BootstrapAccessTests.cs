using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using PosCloud.HubStorage.Enrolment;
using PosCloud.Protocol;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Bootstrap;

/// <summary>G33: a ready-made replica is for terminals of its store only, and for nobody who can't prove to be one.</summary>
[Trait("guarantee", "G33")]
public sealed class BootstrapAccessTests(BootstrapStage hub) : IClassFixture<BootstrapStage>
{
    [Fact]
    public async Task A_file_is_given_to_its_own_store_only_and_to_no_one_without_a_credential()
    {
        var file = await hub.FileAsync();
        using var own = await RawDevice.EnrolAsync(hub, "S1");
        using var other = await RawDevice.EnrolAsync(hub, "S2");
        using var revoked = await RawDevice.EnrolAsync(hub, "S1");
        await hub.Services.GetRequiredService<TerminalEnrolment>().RevokeAsync(revoked.Terminal, "boss", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, await GetAsync(file.Id, own.Token(own.Terminal)));
        Assert.Equal(HttpStatusCode.Gone, await GetAsync(file.Id, other.Token(other.Terminal)));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(file.Id, revoked.Token(revoked.Terminal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(file.Id, other.Token(own.Terminal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(file.Id, null));
        Assert.Equal(HttpStatusCode.Gone, await GetAsync("..%2F..%2Fhub.db", own.Token(own.Terminal)));
        Assert.Equal(HttpStatusCode.Gone, await GetAsync("x' OR '1'='1", own.Token(own.Terminal)));
    }

    [Theory]
    [InlineData("bytes=0-0", HttpStatusCode.PartialContent)]
    [InlineData("bytes=-7", HttpStatusCode.PartialContent)]
    [InlineData("bytes=999999999999-", HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData("bytes=0-1,5-9", HttpStatusCode.OK)]
    public async Task Any_range_is_answered_as_the_standard_says(string range, HttpStatusCode expected)
    {
        var file = await hub.FileAsync();
        using var own = await RawDevice.EnrolAsync(hub, "S1");

        Assert.Equal(expected, await GetAsync(file.Id, own.Token(own.Terminal), range));
    }

    private async Task<HttpStatusCode> GetAsync(string file, string? token, string? range = null)
    {
        using var client = new HttpClient { BaseAddress = hub.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Routes.Bootstrap}/{file}", UriKind.Relative));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
