using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>A customer; facts carry only this id, never personal data. A version 7 UUID; the default value is never valid.</summary>
[JsonConverter(typeof(UuidJsonConverter<CustomerId>))]
public readonly record struct CustomerId(Guid Value) : IUuid<CustomerId>
{
    public static CustomerId New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new CustomerId(Guid.CreateVersion7(clock.GetUtcNow()));
    }

    public static CustomerId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
