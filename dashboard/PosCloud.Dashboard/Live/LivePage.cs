using PosCloud.Dashboard.Accounts;

namespace PosCloud.Dashboard.Live;

/// <summary>The feed as one circuit sees it. Its pages listen to <see cref="Changed"/>, which is raised on any thread.</summary>
public sealed class LivePage(FleetBoard board) : IAsyncDisposable
{
    private FleetSubscription? _subscription;
    private Task _loop = Task.CompletedTask;

    /// <summary>A newer view is in <see cref="View"/>.</summary>
    public event Action? Changed;

    public FleetView View { get; private set; } = board.Current;

    /// <summary>Begins listening; called once, when the page has become interactive.</summary>
    public void Start(AccountKey reader)
    {
        if (_subscription is null)
        {
            _subscription = board.Subscribe(reader);
            _loop = ListenAsync(_subscription);
        }
    }

    private async Task ListenAsync(FleetSubscription subscription)
    {
        await foreach (var view in subscription.Views.ReadAllAsync())
        {
            View = view;
            Changed?.Invoke();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _loop;
    }
}
