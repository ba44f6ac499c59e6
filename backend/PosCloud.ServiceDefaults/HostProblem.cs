using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace PosCloud.ServiceDefaults;

/// <summary>Why a host can't start, for the causes that all programs share, in words that name what to do.</summary>
/// <param name="ExitCode">The same numbers in all programs: 2 bad usage, 6 held by another process.</param>
public sealed record HostProblem(int ExitCode, string Message)
{
    internal const int BadUsage = 2;
    internal const int Locked = 6;

    /// <summary>Of this exception or of one inside it; null for what isn't one of the ordinary causes: that is a bug, and its stack trace is worth having.</summary>
    public static HostProblem? Find(Exception? error) => error switch
    {
        null => null,
        AggregateException several => several.InnerExceptions.Select(Find).FirstOrDefault(found => found is not null),
        _ => Of(error) ?? Find(error.InnerException),
    };

    /// <summary>Of this exception only.</summary>
    public static HostProblem? Of(Exception error) => error switch
    {
        HostProblemException known => known.Problem,
        OptionsValidationException options => new(BadUsage, "A setting is wrong. " + string.Join(" ", options.Failures.Select(Plain))),
        // The binder's sentence names the value, the setting and what it should be.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } setting => new(BadUsage, "A setting is wrong. " + setting.Message),
        IOException { InnerException: AddressInUseException } taken => new(
            Locked, $"{taken.Message} Another program listens there; end it or choose another address with --urls."),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => new(
            BadUsage, "This user may not listen on the address of --urls: ports below 1024 are for the administrator. Choose a higher one, or put a proxy in front."),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => new(BadUsage, "The address of --urls is not one of this machine. Choose another with --urls."),
        FormatException url when url.Message.StartsWith("Invalid url", StringComparison.Ordinal) => new(
            BadUsage, $"--urls: {url.Message}; an address looks like http://127.0.0.1:5100."),
        ArgumentOutOfRangeException { ParamName: "port" } => new(BadUsage, "--urls: a port is a number up to 65535."),
        InvalidOperationException https when https.Message.StartsWith("Unable to configure HTTPS endpoint", StringComparison.Ordinal) => new(
            BadUsage, "--urls asks for https, and there is no certificate: name one in Kestrel__Certificates__Default__Path and …__KeyPath, or listen on http behind a proxy with TLS."),
        UnauthorizedAccessException denied => new(BadUsage, denied.Message + " Choose a folder that this user may write to with --data."),
        IOException folder when folder is not FileNotFoundException => new(BadUsage, folder.Message + " Look at the disk and at the folder of --data."),
        _ => null,
    };

    // "DataAnnotation validation failed for 'XOptions' members: 'Field' with the error: 'The field Field must be …'."
    private static string Plain(string failure) =>
        failure.IndexOf("with the error: '", StringComparison.Ordinal) is var at and >= 0 ? failure[(at + 17)..].TrimEnd('.').TrimEnd('\'') : failure;
}
