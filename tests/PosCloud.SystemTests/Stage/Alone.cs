namespace PosCloud.SystemTests.Stage;

/// <summary>Tests that measure how long something takes, or that fill the machine with processes: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
