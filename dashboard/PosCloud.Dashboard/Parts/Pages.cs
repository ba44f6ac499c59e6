using PosCloud.Grains.Contracts;

namespace PosCloud.Dashboard.Parts;

/// <summary>A list read page by page, as far as the reader has asked for. Reading again reads as many rows as before.</summary>
public sealed class Pages<T>(int pageSize, int most)
{
    private int _further;

    /// <summary>The rows read so far, in the hub's order.</summary>
    public Remote<IReadOnlyList<T>> Rows { get; } = new();

    /// <summary>There are more rows at the hub.</summary>
    public bool More { get; private set; }

    /// <summary>The reader has as many rows as a page can bear; a narrower search shows the rest.</summary>
    public bool AtMost => More && Wanted >= most;

    private int Wanted => pageSize + _further;

    /// <param name="read">Reads one page after a position, null for the first.</param>
    public Task ReadAsync(Func<string?, int, Task<Page<T>>> read) => Rows.ReadAsync(async () =>
    {
        var rows = new List<T>();
        string? after = null;
        do
        {
            var page = await read(after, Math.Min(pageSize, Wanted - rows.Count));
            rows.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null && rows.Count < Wanted);
        More = after is not null;
        return rows;
    });

    public Task ReadMoreAsync(Func<string?, int, Task<Page<T>>> read)
    {
        _further = Math.Min(most - pageSize, _further + pageSize);
        return ReadAsync(read);
    }

    /// <summary>Another question: from the first page again.</summary>
    public void Restart()
    {
        _further = 0;
        More = false;
        Rows.Forget();
    }
}
