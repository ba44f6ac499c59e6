using System.Text.Encodings.Web;
using System.Text.Json;

namespace PosCloud.Protocol;

/// <summary>The one serializer setting of everything on the wire.</summary>
public static class ProtocolJson
{
    public static ProtocolJsonContext Wire { get; } =
        new(new JsonSerializerOptions(ProtocolJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
