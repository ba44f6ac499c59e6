using System.Globalization;
using System.Text;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>
/// A position in a store's streams, opaque to terminals: <c>epoch;store;kind;sent;catalogue=12/0;orders:S1=7/0;store:S1=9/0</c>.
/// After the slash stands the stream's floor when the read began, so that deletions forgotten between two pages are noticed.
/// </summary>
internal sealed record StateCursor(
    string HubEpoch, StoreId Store, StateReadKind Kind, long RowsSent, IReadOnlyDictionary<StreamName, StreamPosition> Positions)
{
    public static StateCursor? Parse(string? text)
    {
        var parts = text?.Split(';');
        if (parts is not { Length: >= 4 and <= 12 }
            || !StoreId.TryParse(parts[1], out var store)
            || !Enum.TryParse<StateReadKind>(parts[2], out var kind)
            || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var sent))
        {
            return null;
        }

        var positions = new Dictionary<StreamName, StreamPosition>();
        foreach (var part in parts.Skip(4))
        {
            var equals = part.LastIndexOf('=');
            var slash = part.LastIndexOf('/');
            if (equals < 0 || slash < equals || !StreamName.TryParse(part[..equals], out var stream)) return null;
            if (!TryNumber(part[(equals + 1)..slash], out var sequence) || !TryNumber(part[(slash + 1)..], out var floor)) return null;
            positions[stream] = new StreamPosition(sequence, floor);
        }

        return new StateCursor(parts[0], store, kind, sent, positions);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{HubEpoch};{Store};{Kind};{RowsSent}");
        foreach (var (stream, position) in Positions.OrderBy(p => p.Key))
            text.Append(CultureInfo.InvariantCulture, $";{stream}={position.Sequence}/{position.Floor}");
        return text.ToString();
    }

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>What a sequence of pages builds.</summary>
internal enum StateReadKind
{
    /// <summary>A complete replica's position.</summary>
    Complete,

    /// <summary>Pages that bring an existing replica forward.</summary>
    Delta,

    /// <summary>Pages that build a new replica.</summary>
    Restart,
}

/// <param name="Floor">The stream's floor when the read began.</param>
internal readonly record struct StreamPosition(long Sequence, long Floor);
