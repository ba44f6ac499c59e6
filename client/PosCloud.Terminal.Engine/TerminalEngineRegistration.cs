using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PosCloud.Terminal.Engine;

/// <summary>Puts a terminal engine into a host.</summary>
public static class TerminalEngineRegistration
{
    /// <summary>
    /// Registers the engine of a data folder and its background sync. The folder is opened when the host starts, so that
    /// a locked or damaged one ends the start with its own message.
    /// </summary>
    public static IServiceCollection AddTerminalEngine(this IServiceCollection services, string dataDirectory, Action<TerminalEngineOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TerminalEngineOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TerminalEngineOptions>, Check>();
        services.AddSingleton(provider => TerminalEngine.Open(
            dataDirectory, provider.GetRequiredService<IOptions<TerminalEngineOptions>>().Value, provider.GetService<TimeProvider>(), provider.GetService<ILoggerFactory>()));
        services.AddHostedService<EngineHost>();
        return services;
    }

    private sealed class Check : IValidateOptions<TerminalEngineOptions>
    {
        public ValidateOptionsResult Validate(string? name, TerminalEngineOptions options) =>
            options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }

    private sealed class EngineHost(TerminalEngine engine) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            engine.Start();
            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken) => await engine.DisposeAsync().ConfigureAwait(false);
    }
}
