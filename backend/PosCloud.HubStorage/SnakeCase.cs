using System.Text;

namespace PosCloud.HubStorage;

/// <summary>Column names of row properties: <c>OnHandAfter</c> is <c>on_hand_after</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
