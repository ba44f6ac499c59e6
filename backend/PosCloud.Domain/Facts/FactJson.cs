using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosCloud.Domain.Facts;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(OrderCompleted))]
[JsonSerializable(typeof(CartVoided))]
[JsonSerializable(typeof(ShiftOpened))]
[JsonSerializable(typeof(ShiftClosed))]
[JsonSerializable(typeof(CashMoved))]
[JsonSerializable(typeof(StockCounted))]
[JsonSerializable(typeof(StockReceived))]
[JsonSerializable(typeof(StockAdjusted))]
[JsonSerializable(typeof(ReceiptReprinted))]
[JsonSerializable(typeof(ClockStepped))]
[JsonSerializable(typeof(StoreAssigned))]
[JsonSerializable(typeof(EpochStarted))]
internal sealed partial class FactJson : JsonSerializerContext;
