using System.Globalization;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Text;

namespace PosCloud.Terminal.Hosting;

/// <summary>Pages speak the store's language and write its numbers, whatever the device or browser is set to.</summary>
public static class StoreCulture
{
    public static IApplicationBuilder UseStoreCulture(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var profile = context.RequestServices.GetRequiredService<TerminalEngine>().Profile;
        var culture = StoreFormats.Of(profile.Culture, profile.TimeZone).Culture;
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        return next(context);
    });
}
