namespace PosCloud.HubStorage.Writing;

/// <summary>A prepared statement that a database can run cheaper than through its ADO.NET provider.</summary>
public abstract class FastStatement : IDisposable
{
    /// <summary>Runs it once; answers the number of rows it touched.</summary>
    /// <param name="values">One per parameter <c>@p0</c>, <c>@p1</c> …: string, whole number, bool, byte[] or null.</param>
    public abstract int Execute(object?[] values);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
