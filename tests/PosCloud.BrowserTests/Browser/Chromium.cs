using Microsoft.Playwright;

namespace PosCloud.BrowserTests.Browser;

/// <summary>Debian's Chromium, started once for all tests. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--font-render-hinting=none",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("POSCLOUD_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (program is null) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = Arguments,
            ChromiumSandbox = false,
        });
    }

    public bool IsInstalled => _browser is not null;

    /// <summary>A page in a profile of its own.</summary>
    /// <param name="state">Cookies of an earlier profile, as Playwright writes them; null for none.</param>
    public async Task<IPage> OpenAsync(int width, int height, bool dark = false, string? state = null)
    {
        Assert.SkipUnless(_browser is not null, "Chromium isn't installed: apt-get install chromium, or set POSCLOUD_CHROMIUM to its path.");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            StorageState = state,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-GB",
            TimezoneId = "Europe/Zagreb",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
