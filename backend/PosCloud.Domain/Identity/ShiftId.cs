using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>One cash-drawer session of a terminal. A version 7 UUID; the default value is never valid.</summary>
[JsonConverter(typeof(UuidJsonConverter<ShiftId>))]
public readonly record struct ShiftId(Guid Value) : IUuid<ShiftId>
{
    public static ShiftId New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new ShiftId(Guid.CreateVersion7(clock.GetUtcNow()));
    }

    public static ShiftId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
