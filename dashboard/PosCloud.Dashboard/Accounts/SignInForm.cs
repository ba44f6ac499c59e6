namespace PosCloud.Dashboard.Accounts;

/// <summary>What a person types to come in.</summary>
public sealed class SignInForm
{
    public string? Email { get; set; }

    public string? Password { get; set; }
}
