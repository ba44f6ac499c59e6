using System.Globalization;

namespace PosCloud.DevTools.Story;

/// <summary>Prints each step of the story and what was seen, and counts what differs from what must be.</summary>
internal sealed class StoryLog(TextWriter output)
{
    private int _step;

    public int Differences { get; private set; }

    public void Step(string text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{++_step,2}. {text}"));

    public void Saw(string text) => output.WriteLine($"      saw  {text}");

    public void Equal<T>(string what, T expected, T actual)
    {
        if (EqualityComparer<T>.Default.Equals(expected, actual))
        {
            Saw(string.Create(CultureInfo.InvariantCulture, $"{what}: {actual}"));
            return;
        }

        Differences++;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  DIFFERS  {what}: {actual}, must be {expected}"));
    }

    public void True(string what, bool holds, string otherwise)
    {
        if (holds)
        {
            Saw(what);
            return;
        }

        Differences++;
        output.WriteLine($"  DIFFERS  {what}: {otherwise}");
    }
}
