using System.Security.Cryptography;

namespace PosCloud.Protocol.Enrolment;

/// <summary>A one-time code: 8 characters of an alphabet without 0, O, 1 and I, about 40 bits.</summary>
public static class EnrolmentCode
{
    public const int Length = 8;
    public const int MinutesValid = 15;
    public const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>What a person typed, without spaces and dashes, in upper case; null when it can't be a code.</summary>
    public static string? Normalise(string? typed)
    {
        var code = new string([.. (typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')]).ToUpperInvariant();
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }
}
