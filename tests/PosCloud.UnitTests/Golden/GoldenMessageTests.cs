using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PosCloud.Protocol;
using PosCloud.TestKit.Golden;
using PosCloud.UnitTests.Golden.Samples;

namespace PosCloud.UnitTests.Golden;

/// <summary>Messages of every served version are read by this build, and what it writes is what its version's files hold.</summary>
public sealed class GoldenMessageTests
{
    private const string Where = "ProtocolVersions.Protocol (OldestProtocol becomes the one before)";

    private static readonly string Current = $"messages/v{ProtocolVersions.Protocol}/";

    /// <summary>All that travels: what the protocol's generated serializer was made for.</summary>
    private static readonly IReadOnlyList<Type> Types =
    [
        .. typeof(ProtocolJsonContext).GetCustomAttributesData().Where(data => data.AttributeType == typeof(JsonSerializableAttribute))
            .Select(data => (Type)data.ConstructorArguments[0].Value!),
    ];

    [Fact]
    public void Every_message_is_written_as_its_versions_golden_file_has_it()
    {
        foreach (var (what, message) in MessageSamples.All)
        {
            var written = JsonSerializer.SerializeToUtf8Bytes(message, ProtocolJson.Wire.GetTypeInfo(message.GetType())!);
            var file = $"{Current}{message.GetType().Name}.{what}.json";

            var kept = GoldenFolder.Read(file, () => written);

            Assert.True(kept is not null, Tripwire.Missing(file));
            Assert.True(written.AsSpan().SequenceEqual(kept), Tripwire.OtherBytes($"the message {message.GetType().Name}", Where, file));
        }
    }

    [Fact]
    public void Every_message_of_a_served_version_is_read_with_nothing_lost()
    {
        foreach (var (file, version, type) in Kept())
        {
            var bytes = GoldenFolder.Read(file)!;
            var info = ProtocolJson.Wire.GetTypeInfo(type)!;

            var again = JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(bytes, info)!, info);

            if (version == ProtocolVersions.Protocol) Assert.True(again.AsSpan().SequenceEqual(bytes), Tripwire.OtherBytes($"the message {type.Name}", Where, file));
            Assert.True(!OldJson.Lost(bytes, again).Any(), $"{file} lost: {string.Join(", ", OldJson.Lost(bytes, again))}");
        }
    }

    [Fact]
    public void Every_message_of_every_served_version_has_golden_files() =>
        Assert.Equal(
            Enumerable.Range(ProtocolVersions.OldestProtocol, ProtocolVersions.Protocol - ProtocolVersions.OldestProtocol + 1)
                .SelectMany(version => Types.Select(type => $"{type.Name} v{version}")).Order(StringComparer.Ordinal),
            Kept().Select(kept => $"{kept.Type.Name} v{kept.Version}").Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_message_keeps_its_shape_as_long_as_the_protocol_keeps_its_version() => Assert.All(
        Types,
        type => Tripwire.AssertShape($"shapes/messages/{type.Name}.v{ProtocolVersions.Protocol}.txt", Shape.Of(type), $"the message {type.Name}", Where));

    [Fact]
    public void Everything_a_message_can_say_is_said_in_a_golden_file()
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, _, type) in Kept().Where(kept => kept.Version == ProtocolVersions.Protocol))
        {
            using var json = JsonDocument.Parse(GoldenFolder.Read(file)!);
            said.UnionWith(Shape.Used(type, json.RootElement));
        }

        Assert.Empty(Types.SelectMany(Shape.Usable).Distinct().Except(said));
    }

    /// <summary>Files of versions that are served no more are kept, but nothing has to read them.</summary>
    private static IEnumerable<(string File, int Version, Type Type)> Kept() =>
        from file in GoldenFolder.Names()
        let parts = file.Split('/')
        where parts[0] == "messages" && parts[2].EndsWith(".json", StringComparison.Ordinal)
        let version = int.Parse(parts[1].AsSpan(1))
        where version >= ProtocolVersions.OldestProtocol
        select (file, version, Types.Single(type => type.Name == parts[2].Split('.')[0]));
}
