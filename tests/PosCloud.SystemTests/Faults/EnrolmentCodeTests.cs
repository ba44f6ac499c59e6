using PosCloud.Protocol.Errors;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Enrolment;

namespace PosCloud.SystemTests.Faults;

/// <summary>A code pairs one device, once, for a quarter of an hour.</summary>
public sealed class EnrolmentCodeTests(HubStage hub) : IClassFixture<HubStage>
{
    [Fact]
    public async Task A_wrong_code_is_refused_in_words()
    {
        var refused = Assert.IsType<EnrolmentOutcome.Refused>(await EnrolAsync("ABCD2345"));

        Assert.Equal(SyncErrorCode.EnrolmentCode, refused.Code);
        Assert.NotEmpty(refused.Message);
    }

    [Fact]
    public async Task A_code_that_another_device_used_is_refused()
    {
        var code = await hub.EnrolmentCodeAsync();
        Assert.IsType<EnrolmentOutcome.Enrolled>(await EnrolAsync(code));

        Assert.Equal(SyncErrorCode.EnrolmentCode, Assert.IsType<EnrolmentOutcome.Refused>(await EnrolAsync(code)).Code);
    }

    [Fact]
    public async Task A_device_that_never_got_the_answer_can_use_its_code_again_and_is_the_same_terminal()
    {
        var code = await hub.EnrolmentCodeAsync();
        var line = new HubLine { Rule = LoseTheAnswer };
        await using var engine = Open(line, Path.Combine(hub.Folder, "device-without-answer"));
        Assert.IsType<EnrolmentOutcome.Unreachable>(await engine.Enrolment.EnrolAsync(hub.Address, code, TestContext.Current.CancellationToken));
        var terminals = (await hub.VerbAsync("terminals")).List("terminals").Count;

        line.Join();
        var outcome = await engine.Enrolment.EnrolAsync(hub.Address, code, TestContext.Current.CancellationToken);

        Assert.IsType<EnrolmentOutcome.Enrolled>(outcome);
        Assert.Equal(terminals, (await hub.VerbAsync("terminals")).List("terminals").Count);
    }

    [Fact]
    public async Task A_code_that_is_older_than_a_quarter_of_an_hour_is_refused()
    {
        var code = await hub.EnrolmentCodeAsync();
        hub.Clock.Pass(TimeSpan.FromMinutes(16));

        Assert.Equal(SyncErrorCode.EnrolmentCode, Assert.IsType<EnrolmentOutcome.Refused>(await EnrolAsync(code)).Code);
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down_and_a_right_code_works_again_after_the_wait()
    {
        EnrolmentOutcome outcome = new EnrolmentOutcome.Unreachable("not asked");
        for (var guess = 0; guess < 15; guess++) outcome = await EnrolAsync("ABCDEFG" + "23456789ABCDEFGHJ"[guess]);
        Assert.Equal(SyncErrorCode.RateLimit, Assert.IsType<EnrolmentOutcome.Refused>(outcome).Code);

        hub.Clock.Pass(TimeSpan.FromMinutes(1));

        Assert.IsType<EnrolmentOutcome.Enrolled>(await EnrolAsync(await hub.EnrolmentCodeAsync()));
    }

    private async Task<EnrolmentOutcome> EnrolAsync(string code)
    {
        var folder = Directory.CreateTempSubdirectory("device-").FullName;
        try
        {
            await using var engine = Open(new HubLine(), folder);
            return await engine.Enrolment.EnrolAsync(hub.Address, code, TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpResponseMessage> LoseTheAnswer(HttpRequestMessage request, Func<Task<HttpResponseMessage>> send, CancellationToken cancellation)
    {
        (await send()).EnsureSuccessStatusCode();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The reply was lost.");
    }

    private TerminalEngine Open(HubLine line, string folder)
    {
        var options = new TerminalEngineOptions { HttpHandler = line.CreateHandler };
        options.Journal.ReserveBytes = 0;
        return TerminalEngine.Open(folder, options, hub.Clock);
    }
}
