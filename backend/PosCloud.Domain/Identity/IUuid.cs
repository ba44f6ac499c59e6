namespace PosCloud.Domain.Identity;

/// <summary>An id made where the thing is born; lets one JSON converter serve them all.</summary>
public interface IUuid<TSelf>
    where TSelf : struct, IUuid<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}
