namespace PosCloud.Grains.Contracts;

/// <summary>What a person may do; each role may do what those below it may.</summary>
public static class Roles
{
    public const string Owner = "owner";
    public const string Manager = "manager";
    public const string Operator = "operator";
    public const string Viewer = "viewer";
}
