using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PosCloud.HubStorage;

/// <summary>Stores a time as UTC Unix milliseconds.</summary>
internal sealed class UnixMillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
