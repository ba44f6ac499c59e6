using System.Text.Json.Nodes;
using PosCloud.Domain.Identity;
using PosCloud.Terminal.Engine;

namespace PosCloud.Terminal.Commands;

/// <summary>stock and find: what this terminal knows, without the network.</summary>
public sealed class CatalogueVerbs(TerminalEngine engine)
{
    public CommandResult Stock(VerbCall.Stock call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Sku.TryParse(call.Sku, out var sku))
        {
            return CommandResult.Problem(ExitCodes.BadUsage, $"'{call.Sku}' is not a sku.");
        }

        var stock = engine.Catalogue.Stock(sku);
        return CommandResult.Done(
            new JsonObject
            {
                ["sku"] = sku.Value,
                ["available"] = JsonValues.Of(stock.Available),
                ["onHand"] = JsonValues.Of(stock.OnHand),
                ["asOf"] = JsonValues.Of(stock.AsOf),
            },
            $"{sku}  available {stock.Available}  on hand {stock.OnHand?.ToString() ?? "not kept"}");
    }

    public CommandResult Find(VerbCall.Find call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var items = engine.Catalogue.Find(call.Text) is { } exact ? [exact] : engine.Catalogue.Search(call.Text);
        var products = new JsonArray([.. items.Select(item => (JsonNode)new JsonObject
        {
            ["sku"] = item.Sku.Value,
            ["name"] = item.Name,
            ["options"] = item.Options,
            ["barcode"] = item.Barcode,
            ["unitPrice"] = JsonValues.Of(item.Price),
            ["available"] = JsonValues.Of(item.Available),
        })]);
        var text = string.Join(Environment.NewLine, items.Select(item => $"{item.Sku}  {item.Name} {item.Options}  {item.Price}"));
        return CommandResult.Done(new JsonObject { ["products"] = products }, text.Length > 0 ? text : "Nothing found.");
    }
}
