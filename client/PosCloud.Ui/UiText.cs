using System.Globalization;
using System.Resources;

namespace PosCloud.Ui;

/// <summary>The words of the shared components, from UiText.resx in the current UI culture.</summary>
internal static class UiText
{
    private static readonly ResourceManager Words = new(typeof(UiText));

    public static string Close => Of("Close");

    public static string ThemeLight => Of("Theme_Light");

    public static string ThemeDark => Of("Theme_Dark");

    public static string ThemeSystem => Of("Theme_System");

    public static string Theme => Of("Theme");

    public static string Of(string key) => Words.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
