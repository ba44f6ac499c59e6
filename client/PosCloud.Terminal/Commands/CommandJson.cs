using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Terminal.Commands;

/// <summary>How commands travel to the running terminal program and back.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VerbCall))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(ServingNote))]
public sealed partial class CommandJson : JsonSerializerContext;
