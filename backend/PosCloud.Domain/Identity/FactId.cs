using System.Text.Json.Serialization;

namespace PosCloud.Domain.Identity;

/// <summary>One fact, wherever it travels; born with the fact. A version 7 UUID; the default value is never valid.</summary>
[JsonConverter(typeof(UuidJsonConverter<FactId>))]
public readonly record struct FactId(Guid Value) : IUuid<FactId>
{
    public static FactId New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new FactId(Guid.CreateVersion7(clock.GetUtcNow()));
    }

    public static FactId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
