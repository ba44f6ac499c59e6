using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Dotmim;
using PosCloud.Terminal.Engine.Carrying;

namespace PosCloud.SystemTests.Dotmim;

/// <summary>The real carrier, with a test's hand on what passes.</summary>
internal sealed class ProbeCarrier(CarrierRepairs repairs)
{
    public RowCarrier Real { get; } = DotmimCarrier.Create(repairs);

    public OutboxTransfer? Sent { get; private set; }

    public StateTransfer? Fetched { get; private set; }

    public int Sends { get; private set; }

    public int Fetches { get; private set; }

    /// <summary>Called instead of the real one.</summary>
    public Func<OutboxTransfer, CancellationToken, Task>? OnSend { get; set; }

    /// <summary>Called instead of the real one.</summary>
    public Func<StateTransfer, CancellationToken, Task>? OnFetch { get; set; }

    public TillSettings Settings => new(Configure: options =>
    {
        options.Engine = "Dotmim";
        options.Carrier = new RowCarrier("Dotmim", SendAsync, FetchAsync);
    });

    private Task SendAsync(OutboxTransfer transfer, CancellationToken cancellation)
    {
        (Sent, Sends) = (transfer, Sends + 1);
        return OnSend is { } own ? own(transfer, cancellation) : Real.SendFactsAsync(transfer, cancellation);
    }

    private Task FetchAsync(StateTransfer transfer, CancellationToken cancellation)
    {
        (Fetched, Fetches) = (transfer, Fetches + 1);
        return OnFetch is { } own ? own(transfer, cancellation) : Real.FetchStateAsync(transfer, cancellation);
    }
}
