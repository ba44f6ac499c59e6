using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PosCloud.SystemTests.Deployment;

/// <summary>Stands where a node would and answers every request with its own name and who it was told asks.</summary>
internal sealed class EchoNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoNode(WebApplication app) => _app = app;

    public static async Task<EchoNode> StartAsync(string name, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($"{name} {context.Request.Headers["X-Forwarded-For"]} {context.Request.Headers["X-Forwarded-Proto"]}"));
        await app.StartAsync();
        return new EchoNode(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
