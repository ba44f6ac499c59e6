using Microsoft.Extensions.Options;
using PosCloud.Grains.Enrolment;
using PosCloud.Hub.Hosting;
using PosCloud.Protocol;

namespace PosCloud.Hub.Enrolment;

/// <summary>How devices become terminals.</summary>
internal static class EnrolmentWiring
{
    public static void AddEnrolment(this IServiceCollection services)
    {
        services.AddSingleton(p =>
        {
            var options = p.GetRequiredService<IOptions<ServingOptions>>().Value;
            return new WrongCodes(p.GetRequiredService<TimeProvider>(), options.WrongCodesPerMinute, options.WrongCodesPerMinuteOverall);
        });
        services.AddSingleton<CertifiedDevice>();
        services.AddSingleton<EnrolmentEndpoint>();
    }

    public static void MapEnrolment(this WebApplication app) =>
        app.MapPost(Routes.Enrol, (HttpContext context, EnrolmentEndpoint endpoint) => endpoint.HandleAsync(context));
}
