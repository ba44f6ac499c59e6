using System.Globalization;

namespace PosCloud.HubStorage.Intake;

/// <summary>Names of quarantined facts for people and commands: <c>S1T1-1-17</c>, with a branch <c>S1T1-1-17-ab12cd34</c>.</summary>
public static class QuarantineId
{
    public static string Of(FactPlace place)
    {
        var branch = place.Branch.Length == 0 ? "" : "-" + place.Branch[..8];
        return string.Create(CultureInfo.InvariantCulture, $"{place.Terminal}-{place.Epoch}-{place.Sequence.Value}{branch}");
    }

    internal static string ExceptionOf(FactPlace place) => "quarantine/" + place.Entry;
}
