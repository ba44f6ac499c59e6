#if DOTMIM
using PosCloud.Hub.Dotmim;
using PosCloud.HubStorage.Enrolment;

namespace PosCloud.Hub.Replication;

/// <summary>The Dotmim engine, in hubs that are built with it.</summary>
internal static class DotmimEngine
{
    public static ReplicationEngine Registration { get; } = new(EngineSettings.Dotmim, Add, Map);

    private static void Add(IServiceCollection services)
    {
        services.AddDotmimHub();
        services.AddHostedService<InboxSweep>();
    }

    private static void Map(WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<DeviceTokens>();
        var enrolment = app.Services.GetRequiredService<TerminalEnrolment>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.MapDotmimHub(async context =>
        {
            switch (await tokens.CheckAsync(DeviceAuthentication.TokenOf(context.Request), DeviceAuthentication.CertificateOf(context.Request), context.RequestAborted))
            {
                case TokenOutcome.Valid caller when await enrolment.FindAsync(caller.Terminal, context.RequestAborted) is { } known:
                    return new TerminalCaller(known.Terminal, known.Store, known.Revoked);
                case TokenOutcome.Refused refused:
                    await AnswerWriter.RefuseAsync(context, refused.Code, refused.Message, clock.GetUtcNow());
                    return null;
                default:
                    await AnswerWriter.RefuseAsync(context, Protocol.Errors.SyncErrorCode.Credential, "The hub knows no such terminal; enrol the device again.", clock.GetUtcNow());
                    return null;
            }
        }).RequireRateLimiting(ReplicationWiring.Policy);
    }
}
#endif
