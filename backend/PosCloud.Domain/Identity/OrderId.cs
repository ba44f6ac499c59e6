using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>A completed sale, return or exchange; born with the cart. A version 7 UUID; the default value is never valid.</summary>
[JsonConverter(typeof(UuidJsonConverter<OrderId>))]
public readonly record struct OrderId(Guid Value) : IUuid<OrderId>
{
    public static OrderId New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new OrderId(Guid.CreateVersion7(clock.GetUtcNow()));
    }

    public static OrderId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
