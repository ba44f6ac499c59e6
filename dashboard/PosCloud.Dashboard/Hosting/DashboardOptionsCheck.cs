using System.Globalization;
using Microsoft.Extensions.Options;

namespace PosCloud.Dashboard.Hosting;

/// <summary>Refuses settings that attributes can't judge, before anything starts.</summary>
internal sealed class DashboardOptionsCheck : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        if (options.Redis is not null && options.Gateway.Length > 0)
            return ValidateOptionsResult.Fail("Dashboard:Redis and Dashboard:Gateway both say where the hub's nodes are; set one of them.");
        if (options.Redis is not null && !DashboardRedis.IsConnectionString(options.Redis))
            return ValidateOptionsResult.Fail("Dashboard:Redis: this is not a connection string of Redis; it looks like redis:6379,password=…");
        try
        {
            options.Gateways();
            CultureInfo.GetCultureInfo(options.Culture, predefinedOnly: true);
            return ValidateOptionsResult.Success;
        }
        catch (CultureNotFoundException)
        {
            return ValidateOptionsResult.Fail($"Dashboard:Culture '{options.Culture}' is not a culture, for example en-GB.");
        }
        catch (Exception wrong) when (wrong is FormatException or UriFormatException)
        {
            return ValidateOptionsResult.Fail(wrong.Message);
        }
    }
}
