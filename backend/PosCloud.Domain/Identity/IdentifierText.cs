namespace PosCloud.Domain.Identity;

internal static class IdentifierText
{
    public static bool IsCodeCharacter(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);
}
