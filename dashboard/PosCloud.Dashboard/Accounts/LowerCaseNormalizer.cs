using Microsoft.AspNetCore.Identity;

namespace PosCloud.Dashboard.Accounts;

/// <summary>Accounts are found by their address in lower case, as the hub stores it.</summary>
internal sealed class LowerCaseNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => NormalizeEmail(name);

#pragma warning disable CA1308 // Lower case is the stored form.
    public string? NormalizeEmail(string? email) => email?.Trim().ToLowerInvariant();
#pragma warning restore CA1308
}
