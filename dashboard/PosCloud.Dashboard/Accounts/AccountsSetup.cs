using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Signing in with a cookie, on Identity's machinery over the hub's accounts.</summary>
public static class AccountsSetup
{
    /// <summary>Rate limit of pages that take passwords or links.</summary>
    public const string GuessLimit = "guess";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddCascadingAuthenticationState();
        services.AddSingleton<AccountsGateway>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<Tickets>();
        services.AddScoped<StampCheck>();
        services.AddScoped<AccountLinks>();
        services.AddScoped<SignInState>();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "poscloud-dashboard";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/not-allowed";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = CookieRevalidation.ValidateAsync;
        });
        services.AddIdentityCore<DashboardUser>(identity =>
        {
            // Length is what makes a password hard to guess; rules about characters make it hard to remember.
            identity.Password = new PasswordOptions
            {
                RequiredLength = 10, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 4,
            };
        }).AddUserStore<AccountStore>().AddSignInManager().AddClaimsPrincipalFactory<AccountClaims>();
        services.AddSingleton<ILookupNormalizer, LowerCaseNormalizer>();
        services.AddAuthorization();
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = async (rejected, cancellation) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                await rejected.HttpContext.Response.WriteAsync("Too many tries. Wait a minute, then try again.", cancellation);
            };
            limits.AddPolicy(GuessLimit, context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter("read"));
        });
    }

    public static void MapSignOut(this WebApplication app) =>
        app.MapPost("/sign-out", async (HttpContext context, IAntiforgery antiforgery, SignInManager<DashboardUser> signIn) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.BadRequest("This form is from another session. Go back and try again.");
            }

            await signIn.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        }).RequireAuthorization();
}
