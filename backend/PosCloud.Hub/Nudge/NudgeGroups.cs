using System.IO.Hashing;
using System.Text;
using PosCloud.Protocol.Tables;

namespace PosCloud.Hub.Nudge;

/// <summary>
/// Names of the groups that hear of a stream. The catalogue's followers are all terminals of the merchant, so they are
/// dealt into several groups that are told one after the other.
/// </summary>
internal static class NudgeGroups
{
    public const int CatalogueGroups = 16;

    public static string Of(StreamName stream, string line) => stream == StreamName.Catalogue
        ? CatalogueGroup((int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(line)) % CatalogueGroups))
        : stream.Value;

    public static string CatalogueGroup(int number) => $"{StreamName.Catalogue}/{number}";
}
