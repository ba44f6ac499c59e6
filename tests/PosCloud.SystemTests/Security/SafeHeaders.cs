namespace PosCloud.SystemTests.Security;

/// <summary>Headers by which a browser keeps a page to itself.</summary>
internal static class SafeHeaders
{
    public static void AssertOn(HttpResponseMessage page)
    {
        var policy = Value(page, "Content-Security-Policy");
        foreach (var rule in (string[])["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"])
            Assert.Contains(rule, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Value(page, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Value(page, "Referrer-Policy"));
        Assert.Equal("same-origin", Value(page, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Value(page, "Cross-Origin-Resource-Policy"));
        Assert.False(page.Headers.Contains("Server"), "The page names its server.");
    }

    private static string Value(HttpResponseMessage page, string name) =>
        page.Headers.TryGetValues(name, out var values) ? string.Join("; ", values) : "absent";
}
