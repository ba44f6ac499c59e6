using PosCloud.Domain.Identity;

namespace PosCloud.Terminal.Engine.Carrying;

/// <summary>How an engine that moves rows reaches the hub.</summary>
/// <param name="Hub">Address of the hub.</param>
/// <param name="Token">The credential of the moment; ask for it with every request.</param>
/// <param name="HttpHandler">Makes the handler for requests to the hub; null for the network.</param>
/// <param name="WorkFolder">A folder of this terminal's own for what the engine writes on its way; it may be emptied at any time between transfers.</param>
public sealed record CarryingLine(TerminalId Terminal, Uri Hub, Func<string> Token, Func<HttpMessageHandler>? HttpHandler, string WorkFolder);
