using System.Globalization;
using System.Resources;

namespace PosCloud.Terminal.Text;

/// <summary>Everything the terminal says, from Words.resx in the current UI culture.</summary>
public static class Words
{
    private static readonly ResourceManager Resources = new(typeof(Words));

    /// <summary>Language of the page, for the html element; the resources' own where the store's culture isn't known yet.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is { Length: 2 } language && language != "iv" ? language : "en";

    /// <summary>The text of that name.</summary>
    /// <exception cref="MissingManifestResourceException">There is no such text.</exception>
    public static string Of(string name) =>
        Resources.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"Words.resx has no text '{name}'.");

    /// <summary>The text of that name with its places {0}, {1} … filled.</summary>
    public static string Of(string name, params object?[] values) =>
        string.Format(CultureInfo.CurrentCulture, Of(name), values);

    /// <summary>The text name_one for 1, else name_many; {0} is the number.</summary>
    public static string Count(string name, long number, params object?[] more) =>
        Of(name + (number == 1 ? "_one" : "_many"), [number, .. more]);
}
