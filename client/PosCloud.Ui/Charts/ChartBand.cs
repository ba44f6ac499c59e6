namespace PosCloud.Ui;

/// <summary>A stretch of time with a meaning, drawn behind the line and said in words: "S1T1 silent since 12:01".</summary>
/// <param name="From">Start.</param>
/// <param name="To">End.</param>
/// <param name="Words">What it means.</param>
/// <param name="Tone">Colour.</param>
public sealed record ChartBand(DateTimeOffset From, DateTimeOffset To, string Words, Tone Tone = Tone.Warn);
