using System.Globalization;
using PosCloud.HubStorage.Intake;

namespace PosCloud.HubStorage.Ledger;

/// <summary>A place in time for the rules about counts.</summary>
/// <param name="Entry">The fact's place as <see cref="FactPlace.Entry"/> writes it.</param>
internal readonly record struct CountMark(string Entry, EstimatedTime Happened)
{
    public static CountMark Of(LedgerMovement movement) => new(movement.Place.Entry, movement.Happened);

    /// <summary>
    /// Whether this happened before the other: by sequence on one branch, else by estimated time; null when that can't be told.
    /// </summary>
    public bool? IsBefore(CountMark other)
    {
        var (line, sequence) = Split(Entry);
        var (otherLine, otherSequence) = Split(other.Entry);
        if (line == otherLine) return sequence < otherSequence;
        if (Happened.Doubtful || other.Happened.Doubtful) return null;
        var apart = Happened.UnixMilliseconds - other.Happened.UnixMilliseconds;
        return Math.Abs(apart) <= EstimatedTime.UncertainMilliseconds ? null : apart < 0;
    }

    /// <summary>
    /// Which of two counts is taken as the older one: by the corrected times where the clocks leave it open, so that it is the
    /// same one in whatever order they arrive.
    /// </summary>
    public bool IsTakenAsBefore(CountMark other) => IsBefore(other)
        ?? (Happened.UnixMilliseconds != other.Happened.UnixMilliseconds
            ? Happened.UnixMilliseconds < other.Happened.UnixMilliseconds
            : string.CompareOrdinal(Entry, other.Entry) < 0);

    private static (string Line, long Sequence) Split(string entry)
    {
        var slash = entry.LastIndexOf('/');
        return (entry[..slash], long.Parse(entry.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
