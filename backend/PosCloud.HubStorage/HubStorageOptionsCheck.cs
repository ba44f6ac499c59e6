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
        return options.Database == HubDatabaseKind.Sqlite
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{HubStorageOptions.Section}:{nameof(options.Database)}: this release runs on Sqlite only, not on {options.Database}.");
    }
}
