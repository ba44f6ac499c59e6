using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PosCloud.HubStorage;

/// <summary>Checks the options at start and names the wrong one.</summary>
internal sealed class HubStorageOptionsCheck : IValidateOptions<HubStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, HubStorageOptions options)
    {
        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
            return ValidateOptionsResult.Fail(problems.Select(p => $"{HubStorageOptions.Section}:{string.Join(',', p.MemberNames)}: {p.ErrorMessage}"));
        return HubDatabases.Problem(options) is { } problem
            ? ValidateOptionsResult.Fail($"{HubStorageOptions.Section}:{problem}")
            : ValidateOptionsResult.Success;
    }
}
