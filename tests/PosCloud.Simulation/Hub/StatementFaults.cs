using Microsoft.Data.Sqlite;

namespace PosCloud.Simulation.Hub;

/// <summary>What happens to the hub at a write statement: nothing, an error that passes, or the end of the process.</summary>
internal sealed class StatementFaults
{
    private const int Full = 13;
    private int _until = -1;
    private Action? _fault;

    public bool IsArmed => _until >= 0;

    /// <summary>The statement before which something went wrong last.</summary>
    public string KilledAt { get; private set; } = "";

    /// <summary>The process is killed before its <paramref name="statement"/>-th statement from now on.</summary>
    /// <param name="killed">Gets the files as they are at that moment.</param>
    public void KillBefore(int statement, Action killed) => Arm(statement, () =>
    {
        killed();
        throw new SimulatedCrashException();
    });

    /// <summary>The disk is full for one statement.</summary>
    public void FillDiskBefore(int statement) => Arm(statement, () => throw new SqliteException("The simulated disk is full.", Full));

    public void Disarm() => (_until, _fault) = (-1, null);

    public void Before(string sql)
    {
        if (_until < 0 || _until-- > 0) return;
        KilledAt = sql;
        var fault = _fault;
        Disarm();
        fault?.Invoke();
    }

    private void Arm(int statement, Action fault) => (_until, _fault) = (statement, fault);
}
