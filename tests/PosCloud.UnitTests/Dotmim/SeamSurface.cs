using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using PosCloud.HubStorage.Carrying;
using PosCloud.Protocol;
using PosCloud.Protocol.Carrying;
using PosCloud.Terminal.Engine.Carrying;

namespace PosCloud.UnitTests.Dotmim;

/// <summary>All that the Dotmim projects build on, as text: what is public in the three carrying folders, and the tables that travel.</summary>
internal static class SeamSurface
{
    public static string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text())))[..16];

    public static string Text()
    {
        var text = new StringBuilder();
        foreach (var type in new[] { typeof(RowCarrier), typeof(FactInbox), typeof(CarriedScopes) }.SelectMany(Neighbours).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.AppendLine(type.FullName);
            foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                         .Select(member => member.ToString()!).Order(StringComparer.Ordinal)) text.Append("  ").AppendLine(member);
        }

        foreach (var scope in new[] { CarriedScopes.Facts, CarriedScopes.State })
        {
            text.AppendLine(scope.Name);
            foreach (var table in scope.Tables) text.Append("  ").Append(table.Name).Append(' ').Append(table.Filter).Append(' ').AppendJoin(',', table.Columns).AppendLine();
        }

        return text.Append("schema ").Append(ProtocolVersions.Schema).AppendLine().ToString();
    }

    private static IEnumerable<Type> Neighbours(Type type) => type.Assembly.GetExportedTypes().Where(other => other.Namespace == type.Namespace);
}
