using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PosCloud.ServiceDefaults;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Hosting;

namespace PosCloud.Terminal.Commands;

/// <summary>serve: the screen, the background sync, and the door for other commands.</summary>
public static class ServeVerb
{
    public static async Task<int> RunAsync(string folder, string urls, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        folder = Path.GetFullPath(folder);
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var told = CancellationToken.None;
        try
        {
            await using var app = TerminalHost.Build(folder, urls, token);
            told = app.Lifetime.ApplicationStopping;
            await app.StartAsync(cancellation);
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            new ServingNote(address, token).Write(folder);
            var terminal = app.Services.GetRequiredService<TerminalEngine>().Identity?.Terminal.Value ?? "A terminal that is not paired yet";
            await output.WriteLineAsync($"{terminal} serves on {address}.");
            await app.WaitForShutdownAsync(cancellation);
            ServingNote.Remove(folder);
            return ExitCodes.Done;
        }
        catch (Exception problem) when (OpeningProblem.ExitCodeOf(problem) is { } code)
        {
            await errors.WriteLineAsync(problem.Message);
            return code;
        }
        catch (Exception problem) when (HostProblem.Find(problem) is { } known)
        {
            await errors.WriteLineAsync(known.Message);
            return known.ExitCode;
        }
        // Told to stop while it started; what is in the journal is whole.
        catch (OperationCanceledException) when (told.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
    }
}
