using System.Net.Http.Headers;
using System.Text.Json;
using PosCloud.Protocol;
using PosCloud.Protocol.Sync;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Security;

/// <summary>Sits on a terminal's line, reads every answer of the hub and may give another one.</summary>
internal sealed class MiddleMan(Till till)
{
    private readonly List<SyncAnswer> _seen = [];

    /// <summary>Answers that carried state, as the hub gave them.</summary>
    public IReadOnlyList<SyncAnswer> Seen => _seen;

    /// <summary>Answers that were changed.</summary>
    public int Changed { get; private set; }

    /// <param name="change">Gets the hub's answer; null leaves it as it is.</param>
    public void Change(Func<SyncAnswer, SyncAnswer?> change) => till.Line.Rule = async (request, send, cancellation) =>
    {
        var answer = await send();
        if (request.RequestUri!.AbsolutePath != Routes.Sync || !answer.IsSuccessStatusCode) return answer;
        var read = JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(cancellation), ProtocolJson.Wire.SyncAnswer)!;
        if (read.State is not null) _seen.Add(read);
        if (change(read) is { } other)
        {
            Changed++;
            read = other;
        }

        answer.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(read, ProtocolJson.Wire.SyncAnswer));
        answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return answer;
    };

    /// <summary>The answer with other rows of one table; null when it has none of it.</summary>
    public static SyncAnswer? WithRows(SyncAnswer answer, string table, Func<IReadOnlyList<RowChange>, IReadOnlyList<RowChange>> change)
    {
        if (answer.State is not { } state || !state.Rows.Any(rows => rows.Table == table && rows.Changes.Count > 0)) return null;
        return answer with { State = state with { Rows = [.. state.Rows.Select(rows => rows.Table == table ? rows with { Changes = change(rows.Changes) } : rows)] } };
    }
}
