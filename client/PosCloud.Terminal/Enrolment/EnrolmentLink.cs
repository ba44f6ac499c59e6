using System.Web;

namespace PosCloud.Terminal.Enrolment;

/// <summary>What the manager's page draws as QR: <c>poscloud:enrol?hub=ADDRESS&amp;code=K7PM4X2R</c>. A scanner types it.</summary>
/// <param name="Hub">Address of the hub.</param>
/// <param name="Code">Eight characters.</param>
public sealed record EnrolmentLink(string Hub, string Code)
{
    private const string Prefix = "poscloud:enrol?";

    /// <summary>Reads a scanned link; null when the text is something else.</summary>
    public static EnrolmentLink? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Trim().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var values = HttpUtility.ParseQueryString(text.Trim()[Prefix.Length..]);
        return values["hub"] is { Length: > 0 } hub && values["code"] is { Length: > 0 } code ? new EnrolmentLink(hub, code) : null;
    }
}
