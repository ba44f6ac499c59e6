using System.Text.Json;
using System.Text.Json.Serialization;
using PosCloud.Protocol.Enrolment;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Export;
using PosCloud.Protocol.Sync;

namespace PosCloud.Protocol;

/// <summary>Generated readers and writers; use them through <see cref="ProtocolJson.Wire"/>, which sets the encoder.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    UseStringEnumConverter = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(SyncRequest))]
[JsonSerializable(typeof(SyncAnswer))]
[JsonSerializable(typeof(HelloRequest))]
[JsonSerializable(typeof(HelloAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(EnrolmentRequest))]
[JsonSerializable(typeof(EnrolmentAnswer))]
[JsonSerializable(typeof(JournalFileHeader))]
[JsonSerializable(typeof(JournalFilePlace))]
public sealed partial class ProtocolJsonContext : JsonSerializerContext;
