namespace PosCloud.Simulation.World;

/// <summary>The true time of a simulated world; it moves only when the scheduler moves it.</summary>
internal sealed class WorldTime
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Start;

    public void Advance(TimeSpan by) => Now += by;
}
