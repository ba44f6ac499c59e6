using System.Text.Json.Nodes;
using PosCloud.Protocol;
using PosCloud.Simulation.Link;

namespace PosCloud.Simulation.Bugs;

/// <summary>A mistake in what the hub says after it has decided.</summary>
internal sealed class AnswerBug(string name, string invariant, Action<JsonNode> change) : PlantedBug(name, invariant)
{
    public override WireAnswer Change(WireRequest request, WireAnswer answer)
    {
        if (answer.Status != 200 || request.Path != Routes.Sync) return answer;
        var body = JsonNode.Parse(answer.Body)!;
        change(body);
        return answer with { Body = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()) };
    }
}
