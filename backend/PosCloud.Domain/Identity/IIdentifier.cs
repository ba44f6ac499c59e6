namespace PosCloud.Domain.Identity;

/// <summary>A text key with one canonical form; lets one JSON converter serve them all.</summary>
public interface IIdentifier<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>The canonical text.</summary>
    string Value { get; }

    static abstract bool TryParse(string? text, out TSelf id);
}
