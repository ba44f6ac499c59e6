using PosCloud.Grains.Contracts;

namespace PosCloud.Grains.Terminals;

/// <summary>What the database counts for a terminal's row on the dashboard.</summary>
/// <param name="OrdersPerHour">Its pace today, for an estimate while it is silent.</param>
/// <param name="ShiftOpen">Its newest shift isn't closed, as far as its facts have arrived: the shop is open here.</param>
/// <param name="AttentionReason">Why a person must act; null when nobody must.</param>
public sealed record TerminalCounts(
    int SalesToday, Amount? SalesTodayAmount, double OrdersPerHour, int Quarantined, bool Revoked, string? AttentionReason, bool ShiftOpen = false);
