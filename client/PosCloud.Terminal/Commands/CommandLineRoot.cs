using System.CommandLine;
using System.Globalization;

namespace PosCloud.Terminal.Commands;

/// <summary>The verbs of poscloud-terminal with their options; parsing only.</summary>
public sealed class CommandLineRoot(CommandRunner runner)
{
    /// <summary>The verb that runs the screen.</summary>
    public const string ServeName = "serve";

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of journal, replicas and keys",
        Recursive = true,
        DefaultValueFactory = _ => "terminal-data",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print exactly one JSON object", Recursive = true };

    /// <summary>Builds the whole command line.</summary>
    public RootCommand Build()
    {
        var root = new RootCommand("The terminal: sells with and without a network.") { _data, _json };
        root.Subcommands.Add(Serve());
        root.Subcommands.Add(Enrol());
        root.Subcommands.Add(Shift());
        root.Subcommands.Add(Sell());
        root.Subcommands.Add(Refund());
        root.Subcommands.Add(WithText("print", "receipt", "Hands out a receipt: the original once, copies from then on", receipt => new VerbCall.Print(receipt)));
        root.Subcommands.Add(Sync());
        root.Subcommands.Add(Simple("status", "Connection, journal and replica in figures", new VerbCall.Status()));
        root.Subcommands.Add(WithText("stock", "sku", "Local stock of one sku", sku => new VerbCall.Stock(sku)));
        root.Subcommands.Add(WithText("find", "text", "Products by name, sku or barcode", text => new VerbCall.Find(text)));
        root.Subcommands.Add(Simple("verify", "Checks the journal's numbers and hashes", new VerbCall.Verify()));
        root.Subcommands.Add(Go());
        root.Subcommands.Add(WithText("table", "name", "Rows of a synced table as JSON lines", name => new VerbCall.Table(name)));
        root.Subcommands.Add(WithText("export-journal", "file", "Writes all facts to a file", file => new VerbCall.ExportJournal(Path.GetFullPath(file))));
        root.Subcommands.Add(Simple("doctor", "What a person should look at, and what to do", new VerbCall.Doctor()));
        root.Subcommands.Add(Simple("recover", "Saves what can be read of a damaged journal and goes on in a new epoch", new VerbCall.Recover()));
        root.Subcommands.Add(Unpair());
        return root;
    }

    private Command Unpair()
    {
        var force = new Option<bool>("--force") { Description = "Also with sales that the hub doesn't have yet; their files are kept" };
        return Run(new Command("unpair", "Makes this device new for another pairing; the old files are kept") { force }, parse => new VerbCall.Unpair(parse.GetValue(force)));
    }

    private Command Serve()
    {
        var urls = new Option<string>("--urls") { Description = "Loopback address of the screen", DefaultValueFactory = _ => "http://127.0.0.1:5111" };
        var command = new Command(ServeName, "Runs the terminal's screen") { urls };
        command.SetAction((parse, cancellation) => runner.ServeAsync(parse.GetValue(_data)!, parse.GetValue(urls)!, cancellation));
        return command;
    }

    private Command Enrol()
    {
        var hub = new Option<string>("--hub") { Description = "Address of the hub", Required = true };
        var code = new Option<string>("--code") { Description = "Enrolment code from the manager's page", Required = true };
        var command = new Command("enrol", "Pairs this device with a store") { hub, code };
        return Run(command, parse => new VerbCall.Enrol(parse.GetValue(hub)!, parse.GetValue(code)!));
    }

    private Command Shift()
    {
        var amount = new Option<decimal>("--float") { Description = "Cash put into the drawer", CustomParser = Amount };
        var cashier = new Option<string?>("--cashier") { Description = "Who sells" };
        var counted = new Option<decimal?>("--counted") { Description = "Cash counted in the drawer", CustomParser = result => Amount(result) };
        var open = Run(new Command("open", "Opens a shift") { amount, cashier }, parse => new VerbCall.OpenShift(parse.GetValue(amount), parse.GetValue(cashier)));
        var close = Run(new Command("close", "Closes the shift (Z)") { counted }, parse => new VerbCall.CloseShift(parse.GetValue(counted)));
        var report = Simple("x", "Figures of the open shift (X)", new VerbCall.ShiftReport());
        return new Command("shift", "Opens, reports and closes shifts") { open, close, report };
    }

    private Command Sell()
    {
        var lines = new Option<string[]>("--line") { Description = "SKU or SKU:QTY", DefaultValueFactory = _ => [] };
        var tenders = new Option<string[]>("--tender") { Description = "cash:AMOUNT, card:AMOUNT or voucher:CODE:AMOUNT; without one: exact cash", DefaultValueFactory = _ => [] };
        var vouchers = new Option<string[]>("--voucher") { Description = "CODE:AMOUNT of a voucher that is sold or gets more", DefaultValueFactory = _ => [] };
        var customer = new Option<string?>("--customer") { Description = "Card number or id of the customer" };
        var earned = new Option<long?>("--earn-points") { Description = "Points that the customer earns, instead of the store's rate" };
        var spent = new Option<long>("--spend-points") { Description = "Points that the customer spends" };
        var command = new Command("sell", "Completes one sale; never touches the network") { lines, tenders, vouchers, customer, earned, spent };
        command.Validators.Add(result =>
        {
            if (result.GetValue(lines)!.Length + result.GetValue(vouchers)!.Length == 0) result.AddError("A sale needs a --line or a --voucher.");
        });
        return Run(command, parse => new VerbCall.Sell(
            parse.GetValue(lines)!, parse.GetValue(tenders)!, parse.GetValue(vouchers)!, parse.GetValue(customer), parse.GetValue(earned),
            parse.GetValue(spent)));
    }

    private Command Refund()
    {
        var receipt = new Argument<string>("receipt") { Description = "Number on the receipt" };
        var lines = new Option<string[]>("--line") { Description = "SKU or SKU:QTY; without one: everything that is left", DefaultValueFactory = _ => [] };
        var command = new Command("refund", "Takes goods of a receipt back, in cash") { receipt, lines };
        return Run(command, parse => new VerbCall.Refund(parse.GetValue(receipt)!, parse.GetValue(lines)!));
    }

    private Command Sync()
    {
        var wait = new Option<double>("--wait") { Description = "Seconds to wait until nothing is pending", DefaultValueFactory = _ => 10 };
        return Run(new Command("sync", "Syncs now") { wait }, parse => new VerbCall.Sync(parse.GetValue(wait)));
    }

    private Command Go()
    {
        var go = new Command("go", "Works offline on purpose, or connects again");
        go.Subcommands.Add(Simple("offline", "Stays away from the network until switched back", new VerbCall.Go(false)));
        go.Subcommands.Add(Simple("online", "Connects again", new VerbCall.Go(true)));
        return go;
    }

    private Command Simple(string name, string description, VerbCall call) => Run(new Command(name, description), _ => call);

    private Command WithText(string name, string argumentName, string description, Func<string, VerbCall> call)
    {
        var argument = new Argument<string>(argumentName);
        return Run(new Command(name, description) { argument }, parse => call(parse.GetValue(argument)!));
    }

    private Command Run(Command command, Func<ParseResult, VerbCall> call)
    {
        command.SetAction((parse, cancellation) => runner.RunAsync(parse.GetValue(_data)!, parse.GetValue(_json), call(parse), cancellation));
        return command;
    }

    // Amounts are typed with a point in every culture, so that scripts work everywhere.
    private static decimal Amount(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (decimal.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000_000_000m)
        {
            return amount;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not an amount; it looks like 100 or 99.50.");
        return 0;
    }
}
