using System.Text.Json;
using System.Text.Json.Serialization;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Terminal.Engine;

/// <summary>What the terminal keeps as JSON in its own files.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoreProfile))]
[JsonSerializable(typeof(CartContent))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(CopiedIdentity))]
internal sealed partial class EngineJson : JsonSerializerContext;
