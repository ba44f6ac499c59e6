using System.Globalization;
using System.Text.Json;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Settings kept over restarts, read and written as their types.</summary>
internal static class JournalSettings
{
    public static bool WorkOffline(JournalState state) => state.Get(JournalMeta.WorkOffline) == "1";

    public static void SetWorkOffline(JournalSession session, bool on) => session.Set(JournalMeta.WorkOffline, on ? "1" : null);

    public static long? ClockOffset(JournalState state) => Number(state.Get(JournalMeta.ClockOffset));

    public static DateTimeOffset LastHubTime(JournalState state) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Number(state.Get(JournalMeta.LastHubTime)) ?? 0);

    public static void SetClock(JournalSession session, long? offsetMilliseconds, DateTimeOffset lastHubTime)
    {
        session.Set(JournalMeta.ClockOffset, offsetMilliseconds?.ToString(CultureInfo.InvariantCulture));
        session.Set(JournalMeta.LastHubTime, lastHubTime.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }

    public static DateTimeOffset? OfflineSince(JournalState state) =>
        Number(state.Get(JournalMeta.OfflineSince)) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    public static void SetOfflineSince(JournalSession session, DateTimeOffset? at) =>
        session.Set(JournalMeta.OfflineSince, at?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    public static void SetReplicaNumber(JournalSession session, long number) =>
        session.Set(JournalMeta.ReplicaNumber, number.ToString(CultureInfo.InvariantCulture));

    public static void SetProfile(JournalSession session, StoreProfile profile) =>
        session.Set(JournalMeta.Profile, JsonSerializer.Serialize(profile, EngineJson.Default.StoreProfile));

    public static bool IsSameProfile(JournalState state, StoreProfile profile) =>
        state.Get(JournalMeta.Profile) == JsonSerializer.Serialize(profile, EngineJson.Default.StoreProfile);

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
