using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Protocol.Credits;

/// <summary>Reader and writer of what a terminal asks beside syncing: nothing of it is kept, so it has no versions of its own.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, MaxDepth = 4)]
[JsonSerializable(typeof(CreditRequest))]
[JsonSerializable(typeof(CreditAnswer))]
public sealed partial class CreditJson : JsonSerializerContext;
