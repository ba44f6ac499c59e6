using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
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
        try
        {
            await using var app = TerminalHost.Build(folder, urls, token);
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
        catch (IOException problem) when (problem.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await errors.WriteLineAsync($"Another program already listens on {urls}. Stop it or choose another port with --urls.");
            return ExitCodes.Locked;
        }
    }
}
