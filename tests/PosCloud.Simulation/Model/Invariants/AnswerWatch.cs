using System.Buffers.Text;
using System.Text.Json;
using PosCloud.Simulation.Link;
using PosCloud.Simulation.World;

namespace PosCloud.Simulation.Model.Invariants;

/// <summary>Looks at every answer the hub gives: kinds of answers, names in it, and I7: nobody gets rows of another store.</summary>
internal static class AnswerWatch
{
    private const int ViewsPercent = 15;

    public static void Look(ShopWorld world, WireRequest request, WireAnswer answer)
    {
        if (answer.Status is 200 or 206 && request.AsksForFile)
        {
            OfFile(world, Terminal(request), request.Path[(request.Path.LastIndexOf('/') + 1)..]);
            world.Coverage.Saw(request.Range is null ? "file: from its beginning" : "file: from where it broke off");
            return;
        }

        if (answer.Status != 200)
        {
            using var refusal = JsonDocument.Parse(answer.Body);
            world.Coverage.Saw("answer: " + refusal.RootElement.GetProperty("code").GetString());
            return;
        }

        using var document = JsonDocument.Parse(answer.Body);
        var body = document.RootElement;
        world.Names.Ordinal(body.GetProperty("hubEpoch").GetString()!);
        if (Part(body, "upload") is { } upload)
        {
            world.Names.Ordinal(upload.GetProperty("epoch").GetString()!);
            world.Names.Ordinal(upload.GetProperty("branch").GetString()!);
            world.Coverage.Saw("answer: " + upload.GetProperty("outcome").GetString());
            foreach (var fact in upload.GetProperty("quarantined").EnumerateArray()) world.Coverage.Saw("quarantine: " + fact.GetProperty("code").GetString());
        }

        if (Part(body, "newEpoch") is { } epoch) world.Names.Ordinal(epoch.GetString()!);
        if (Part(body, "state") is { } state) OfState(world, Terminal(request), body.GetProperty("revoked").GetBoolean(), state);
    }

    /// <summary>I7: a file goes to terminals of its store only.</summary>
    private static void OfFile(ShopWorld world, string terminal, string file)
    {
        var (store, revoked) = world.Hub.Sql.List("SELECT store, revoked_at IS NOT NULL FROM terminal WHERE terminal = $terminal", row => (row.GetString(0), row.GetBoolean(1)), ("$terminal", terminal))[0];
        InvariantBrokenException.Unless(!revoked, "I7", $"{terminal} is revoked and got a file.");
        if (!world.FileStores.TryGetValue(file, out var holds)) world.FileStores[file] = holds = FileInvariants.StoreOf(world.Hub.Sql, file);
        InvariantBrokenException.Unless(holds == store, "I7", $"{terminal} of store {store} got a file of {holds}.");
    }

    private static void OfState(ShopWorld world, string terminal, bool revoked, JsonElement state)
    {
        var store = world.Hub.Sql.Text("SELECT store FROM terminal WHERE terminal = $terminal", ("$terminal", terminal));
        InvariantBrokenException.Unless(!revoked, "I7", $"{terminal} is revoked and got state.");
        foreach (var rows in state.GetProperty("rows").EnumerateArray())
        {
            var stream = rows.GetProperty("stream").GetString()!;
            var own = stream == "catalogue" || stream == "store:" + store || stream == "orders:" + store;
            InvariantBrokenException.Unless(own, "I7", $"{terminal} of store {store} got rows of {stream}.");
        }

        if (state.GetProperty("restart").GetBoolean()) world.Coverage.Saw("state: new replica");
        if (Part(state, "why") is { } why) world.Coverage.Saw("state: begun anew, " + why.GetString());
        if (Part(state, "bootstrap") is { } offer) world.Coverage.Saw(Part(offer, "file") is null ? "file: in preparation" : "file: offered");
        if (Part(state, "continue") is not null) world.Coverage.Saw("state: more pages");
        if (Part(state, "cursor") is { } cursor && world.Dice.Chance(ViewsPercent)) world.Views.Remember(cursor.GetString()!, store!);
    }

    private static string Terminal(WireRequest request)
    {
        var claims = Base64Url.DecodeFromChars(request.Authorization!["Bearer ".Length..].Split('.')[1]);
        using var document = JsonDocument.Parse(claims);
        return document.RootElement.GetProperty("sub").GetString()!;
    }

    private static JsonElement? Part(JsonElement body, string name) =>
        body.TryGetProperty(name, out var part) && part.ValueKind != JsonValueKind.Null ? part : null;
}
