namespace PosCloud.Grains.Terminals;

/// <summary>Words in a session's result beside the error codes.</summary>
public static class SyncResults
{
    public const string Done = "done";
}
