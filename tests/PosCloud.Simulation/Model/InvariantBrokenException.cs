namespace PosCloud.Simulation.Model;

/// <summary>The model found something that must be impossible.</summary>
internal sealed class InvariantBrokenException(string invariant, string message) : Exception($"{invariant}: {message}")
{
    public string Invariant => invariant;

    public static void Unless(bool holds, string invariant, string message)
    {
        if (!holds) throw new InvariantBrokenException(invariant, message);
    }
}
