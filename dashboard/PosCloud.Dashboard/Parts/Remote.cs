using PosCloud.Dashboard.Hub;

namespace PosCloud.Dashboard.Parts;

/// <summary>Something read from the hub: the value last read stays when a later read fails.</summary>
public sealed class Remote<T> : Reading
    where T : class
{
    private int _reads;

    public T? Value { get; private set; }

    /// <summary>Reads; of two at the same time the one started last counts.</summary>
    public async Task ReadAsync(Func<Task<T?>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var mine = ++_reads;
        try
        {
            var value = await read();
            if (mine == _reads)
            {
                (Value, Known, Problem) = (value, true, null);
            }
        }
        catch (HubException failure)
        {
            if (mine == _reads)
            {
                Problem = failure.Message;
            }
        }
    }

    /// <summary>Forgets what was read, because something else is asked for now.</summary>
    public void Forget()
    {
        _reads++;
        (Value, Known, Problem) = (null, false, null);
    }
}
