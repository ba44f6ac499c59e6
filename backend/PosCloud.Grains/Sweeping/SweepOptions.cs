using System.ComponentModel.DataAnnotations;

namespace PosCloud.Grains.Sweeping;

/// <summary>The sweep's pace; section <c>Hub</c>.</summary>
public sealed class SweepOptions
{
    public const string Section = "Hub";

    /// <summary>Facts that were accepted this long ago and aren't applied have lost their reconciliation.</summary>
    [Range(1, 3_600)]
    public int SweepAfterSeconds { get; set; } = 3;

    /// <summary>Seconds between two looks.</summary>
    [Range(1, 3_600)]
    public int SweepEverySeconds { get; set; } = 2;

    /// <summary>Seconds between two rounds that let every terminal be judged anew.</summary>
    [Range(1, 3_600)]
    public int JudgeEverySeconds { get; set; } = 30;
}
