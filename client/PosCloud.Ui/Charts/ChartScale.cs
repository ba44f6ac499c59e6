using System.Globalization;
using System.Text;

namespace PosCloud.Ui;

/// <summary>Places times and values in a drawing of 1000 x 100 that is stretched to its card.</summary>
internal sealed class ChartScale(DateTimeOffset from, DateTimeOffset to, double top, double bottom = 0)
{
    private readonly double _span = Math.Max(1, (to - from).TotalSeconds);

    /// <summary>A round number at or above the largest value: 1, 2, 5 times a power of ten, and even when possible.</summary>
    public static double RoundTop(double largest)
    {
        if (largest <= 2)
        {
            return 2;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(largest)));
        // Below ten the middle of the axis is a whole number only for even ones.
        double[] steps = power > 1 ? [1, 2, 3, 4, 5, 6, 8, 10] : [2, 4, 6, 8, 10];
        return steps.Select(step => step * power).First(candidate => candidate >= largest - 1e-9);
    }

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public string Percent(DateTimeOffset at) => Number(100 * Share(at)) + "%";

    public string Width(DateTimeOffset start, DateTimeOffset end) =>
        Number(Math.Max(0.15, 100 * (Share(end) - Share(start)))) + "%";

    /// <summary>The line as path commands; a missing value lifts the pen. With steps a value holds until the next one.</summary>
    public string Line(IEnumerable<ChartPoint> points, bool steps)
    {
        var path = new StringBuilder();
        var down = false;
        foreach (var point in points)
        {
            if (point.Value is not { } value)
            {
                down = false;
                continue;
            }

            var x = Number(1000 * Share(point.At));
            var y = Number(100 - (100 * (value - bottom) / (top - bottom)));
            path.Append(!down ? $"M{x},{y} " : steps ? $"H{x} V{y} " : $"L{x},{y} ");
            down = true;
        }

        return path.ToString();
    }

    private double Share(DateTimeOffset at) => Math.Clamp((at - from).TotalSeconds / _span, 0, 1);
}
