using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PosCloud.SystemTests.Faults;

/// <summary>A real server on a real socket where a hub should be: whatever is asked of it, it behaves badly.</summary>
internal sealed class BadHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2? _certificate;

    private BadHub(WebApplication app, X509Certificate2? certificate) => (_app, _certificate) = (app, certificate);

    public Uri Address { get; private set; } = null!;

    /// <param name="certificateName">Serves TLS with a certificate for this name; null for plain HTTP.</param>
    public static async Task<BadHub> StartAsync(RequestDelegate behaviour, string? certificateName = null)
    {
        var certificate = certificateName is null ? null : Certificate(certificateName);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.Run(behaviour);
        await app.StartAsync();
        var port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return new BadHub(app, certificate) { Address = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}") };
    }

    public async ValueTask DisposeAsync()
    {
        // Requests that hang on purpose would hold up an ordinary stop.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // A key that was never in a store can't serve TLS on every platform; one that was exported can.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
