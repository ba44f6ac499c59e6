using PosCloud.Protocol.Errors;

namespace PosCloud.HubStorage.Intake;

/// <summary>Codes of quarantine as stored, and what a person can do.</summary>
public static class QuarantineText
{
    public static string Code(QuarantineCode code) => code switch
    {
        QuarantineCode.Damaged => "DAMAGED",
        QuarantineCode.Future => "FUTURE",
        QuarantineCode.Malformed => "MALFORMED",
        QuarantineCode.Revoked => "REVOKED",
        QuarantineCode.WrongStore => "WRONG_STORE",
        QuarantineCode.NotApplicable => "NOT_APPLICABLE",
        QuarantineCode.Unsealed => "UNSEALED",
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };

    public static QuarantineCode Parse(string text) => text switch
    {
        "DAMAGED" => QuarantineCode.Damaged,
        "FUTURE" => QuarantineCode.Future,
        "MALFORMED" => QuarantineCode.Malformed,
        "REVOKED" => QuarantineCode.Revoked,
        "WRONG_STORE" => QuarantineCode.WrongStore,
        "NOT_APPLICABLE" => QuarantineCode.NotApplicable,
        "UNSEALED" => QuarantineCode.Unsealed,
        _ => throw new FormatException($"'{text}' is not a quarantine code."),
    };

    /// <summary>What to do about it, in words.</summary>
    public static string Remedy(string code) => code switch
    {
        "DAMAGED" => "Let the terminal send it again; matching bytes clear it.",
        "FUTURE" => "Update the hub, then replay.",
        "MALFORMED" => "Compare with the terminal's journal and book the sale by hand.",
        "REVOKED" => "Check who sold; admit the terminal again, then replay.",
        "UNSEALED" => "Make sure where the file comes from, then replay.",
        "WRONG_STORE" => "Assign the terminal to that store, then replay.",
        _ => "Update the hub, then replay.",
    };
}
