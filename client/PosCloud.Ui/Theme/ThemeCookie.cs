using Microsoft.AspNetCore.Http;

namespace PosCloud.Ui;

/// <summary>The reader's theme, kept in a cookie so that the first bytes of a page already have it.</summary>
public static class ThemeCookie
{
    /// <summary>Name of the cookie; theme.js writes it for a year.</summary>
    public const string Name = "poscloud-theme";

    /// <summary>"light", "dark" or "system": the value for data-theme on the html element.</summary>
    public static string Read(HttpContext? context) =>
        context?.Request.Cookies[Name] is "light" or "dark" ? context.Request.Cookies[Name]! : "system";
}
