namespace PosCloud.Dashboard.Accounts;

/// <summary>What a person types to make the account that a link is for.</summary>
public sealed class SetUpForm
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }
}
