using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace PosCloud.ServiceDefaults;

/// <summary>Names settings in a program's own sections that it doesn't know: a misspelt one has no effect, and without a word nobody would see it.</summary>
public static partial class UnknownSettings
{
    // A name further away than that is another word, not a slip.
    private const int MaxSlips = 3;

    /// <summary>One warning for each such setting.</summary>
    /// <param name="known">What the program reads from each section; several types may share one.</param>
    public static WebApplication WarnOfUnknownSettings(this WebApplication app, params (string Section, Type Options)[] known)
    {
        ArgumentNullException.ThrowIfNull(app);
        foreach (var sentence in Find(app.Configuration, known)) LogUnknown(app.Logger, sentence);
        return app;
    }

    public static IReadOnlyList<string> Find(IConfiguration configuration, params (string Section, Type Options)[] known)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. known.GroupBy(k => k.Section).SelectMany(section => Find(configuration.GetSection(section.Key), [.. section.Select(k => k.Options)]))];
    }

    private static IEnumerable<string> Find(IConfigurationSection section, IReadOnlyList<Type> options)
    {
        var names = options.SelectMany(type => type.GetProperties()).Where(property => property.CanWrite).ToList();
        foreach (var setting in section.GetChildren())
        {
            if (names.Find(name => name.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                if (found.PropertyType is { IsClass: true, Namespace: { } space } && space.StartsWith("PosCloud", StringComparison.Ordinal))
                    foreach (var inside in Find(setting, [found.PropertyType])) yield return inside;
                continue;
            }

            var nearest = names.Select(name => (name.Name, Slips: Slips(setting.Key, name.Name))).OrderBy(name => name.Slips).FirstOrDefault();
            var meant = nearest.Name is not null && nearest.Slips <= MaxSlips ? $"; did you mean {section.Path}:{nearest.Name}?" : ".";
            yield return $"There is no setting {setting.Path}, so it has no effect{meant}";
        }
    }

    /// <summary>Letters to add, take away or replace (Levenshtein's distance), whatever their case.</summary>
    private static int Slips(string written, string name)
    {
        var row = Enumerable.Range(0, name.Length + 1).ToArray();
        for (var i = 1; i <= written.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var replaced = corner + (char.ToUpperInvariant(written[i - 1]) == char.ToUpperInvariant(name[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[name.Length];
    }

    [LoggerMessage(2901, LogLevel.Warning, "{Sentence}")]
    private static partial void LogUnknown(ILogger log, string sentence);
}
