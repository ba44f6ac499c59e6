using System.Globalization;
using System.Text;
using System.Text.Json;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.SystemTests.Processes;
using PosCloud.SystemTests.Stage;
using PosCloud.Terminal.Engine.Register;
using PosCloud.TestKit;

namespace PosCloud.SystemTests.Security.Secrets;

/// <summary>
/// A day of a hub, a dashboard and terminals, with everything that goes wrong in it, all logging as much as they can: no
/// secret stands in a log, in a trace's attributes, in a metric's tags, or in the audit.
/// </summary>
[Collection(Alone.Name)]
public sealed class SecretsStoryTests(LoudStage stage) : IClassFixture<LoudStage>
{
    private const string RightPassword = DashboardStage.Password;
    private const string WrongPassword = "incorrect horse battery";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly SecretSearch _search = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_stands_in_a_log_a_trace_a_metric_or_the_audit()
    {
        using var told = new ToldThings();
        _search.Add("right password", RightPassword);
        _search.Add("wrong password", WrongPassword);
        var sku = stage.NewSku();
        await stage.StockAsync(new Goods(sku, 12m, 50));

        await TradeAsync(sku);
        await ManageAsync();
        await FailAsync();
        var processLog = await ServeAsync(sku);
        await AddKeptSecretsAsync();

        var audit = (await stage.QueryAsync(data => data.Audit)).Select(row => $"audit {row.Actor} {row.Action} {row.Target} {row.Detail}").ToList();
        Assert.True(_search.Count >= 20, $"Only {_search.Count} secrets were collected.");
        foreach (var library in (string[])["Debug Orleans", "Debug Microsoft.AspNetCore.SignalR", "Debug Microsoft.AspNetCore.Components", "Debug Microsoft.AspNetCore.Routing"])
            Assert.Contains(stage.Logs.All, line => line.StartsWith(library, StringComparison.Ordinal));
        Assert.Contains(processLog, line => line.Contains("dbug: Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.True(audit.Count > 5 && told.All.Count > 20 && stage.Logs.All.Count > 200 && processLog.Length > 20, "Too little was told to prove anything.");
        var found = stage.Logs.All.Concat(told.All).Concat(audit).Concat(processLog)
            .SelectMany(line => _search.In(line).Select(name => $"{name}: {(line.Length > 300 ? line[..300] : line)}")).Distinct().Take(20).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
        // And it would have been seen.
        Assert.NotEmpty(_search.In($"Debug PosCloud.Planted password={Uri.EscapeDataString(WrongPassword)}"));
    }

    /// <summary>Enrolment with a right and a wrong code, sales with vouchers, syncs, push, a line that breaks, a refused certificate.</summary>
    private async Task TradeAsync(string sku)
    {
        var code = await stage.EnrolmentCodeAsync();
        _search.Add("enrolment code", code);
        var till = stage.OpenCopy(Path.Combine(stage.Folder, "loud-till"), new TillSettings(Background: true));
        till.Line.Rule = (request, send, _) =>
        {
            if (request.Headers.Authorization?.Parameter is { } token) lock (_search) _search.Add("device token", token);
            return send();
        };
        await till.EnrolAsync(stage.Address, code);
        var voucher = VoucherCode.Parse("LOUD-7Q4X-2026");
        _search.Add("voucher", voucher.Value);
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.SellVoucher(voucher, new(1_200, till.Engine.Profile.Currency)));
        till.Pay();
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.Add(sku));
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.AddVoucher(voucher, till.Engine.Register.Cart.Plan.Left));
        till.Pay();
        // A second time: overdrawn, which is an exception for a manager.
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.Add(sku));
        Assert.IsType<CartOutcome.Done>(till.Engine.Register.AddVoucher(voucher, till.Engine.Register.Cart.Plan.Left));
        till.Pay();
        await stage.SettleAsync(till);
        await Waiting.UntilAsync("the push line is open", () => Task.FromResult(till.Engine.Sync.Status.IsPushConnected), Limit, Cancellation);
        (await stage.VerbAsync("credit", ("voucher", voucher.Value))).Expect(0);
        _search.Add("certificate", till.Engine.Identity!.Certificate);
        AddKey("device key", Path.Combine(till.Folder, "device.key"));
        till.Line.Cut();
        await till.TrySyncAsync();
        till.Line.Join();
        using var stranger = await RawDevice.EnrolAsync(stage, "S1");
        using var refused = await stranger.SyncAsync(null, null, subject: till.Engine.Identity.Terminal, certificate: stranger.Certificate);
        _search.Add("another certificate", stranger.Certificate);
    }

    /// <summary>Accounts, links, right and wrong passwords, pages, a link used twice.</summary>
    private async Task ManageAsync()
    {
        const string email = "loud@example.com";
        using var person = await stage.SignUpAsync("owner", email);
        foreach (var page in (string[])["/", "/orders", "/settings/audit", "/settings/accounts", "/exceptions", "/export/orders.csv"])
            (await person.Client.GetAsync(page, Cancellation)).Dispose();
        using var guesser = new DashboardPerson(stage.Dashboard);
        (await guesser.FillAsync("/sign-in", withHidden: true, ("Form.Email", email), ("Form.Password", WrongPassword))).Dispose();
        (await guesser.FillAsync("/sign-in", withHidden: false, ("Form.Email", email), ("Form.Password", WrongPassword))).Dispose();
        (await guesser.FillAsync("/sign-in", withHidden: true, ("Form.Email", email), ("Form.Password", RightPassword))).Dispose();
        foreach (var link in new[] { await LinkAsync("accounts add", ("email", "invited@example.com"), ("role", "manager")), await LinkAsync("accounts reset") })
        {
            using var newcomer = new DashboardPerson(stage.Dashboard);
            (await newcomer.Client.GetAsync(link.PathAndQuery, Cancellation)).Dispose();
            (await newcomer.FillAsync(link.PathAndQuery, withHidden: true, ("Form.Name", "Ana"), ("Form.Email", "other@example.com"), ("Form.Password", "short"))).Dispose();
            (await newcomer.Client.GetAsync(link.PathAndQuery + "x", Cancellation)).Dispose();
            AddCookies(newcomer);
        }

        AddCookies(person);
        AddCookies(guesser);
        foreach (var account in await stage.QueryAsync(data => data.Accounts.Where(row => row.PasswordHash != null)))
        {
            _search.Add("password hash", account.PasswordHash!);
            _search.Add("security stamp", account.SecurityStamp);
        }
    }

    /// <summary>Bodies and verbs that can't be what they should be, each with a secret inside.</summary>
    private async Task FailAsync()
    {
        using var client = new HttpClient { BaseAddress = stage.Address };
        var code = await stage.EnrolmentCodeAsync();
        _search.Add("code in a broken body", code);
        foreach (var body in new[] { $$"""{"code":"{{code}}","publicKey":5}""", $$"""{"code":["{{code}}"]}""", code })
            (await client.PostAsync(Routes.Enrol, new StringContent(body, Encoding.UTF8, "application/json"), Cancellation)).Dispose();
        using var device = await RawDevice.EnrolAsync(stage, "S1");
        var token = device.Token(device.Terminal);
        _search.Add("token of a broken body", token);
        (await device.SendAsync(Encoding.UTF8.GetBytes(token), token)).Dispose();
        (await device.SendAsync([0, 0, 0, 9, .. "{\"x\":1,,}"u8], token, encoding: "gzip")).Dispose();
        var backup = Path.Combine(stage.Folder, "loud.backup");
        (await stage.VerbAsync("backup", ("file", backup))).Expect(0);
        await stage.VerbAsync("backup", ("file", Path.Combine(stage.Folder, "nowhere", "loud.backup")));
        await stage.VerbAsync("import-journal", ("file", Path.Combine(stage.DataFolder, "hub-signing.key")));
        await stage.VerbAsync("import-catalogue", ("file", Path.Combine(stage.DataFolder, "running.json")), ("store", "S1"));
    }

    /// <summary>A terminal as a program, which logs as much as it can too; answers its log.</summary>
    private async Task<string[]> ServeAsync(string sku)
    {
        var (folder, ports) = (Path.Combine(stage.Folder, "loud-program"), FreePorts.Take());
        try
        {
            var settings = new Dictionary<string, string>
            {
                ["Terminal__Journal__ReserveBytes"] = "4194304",
                ["Logging__LogLevel__Default"] = "Debug",
                ["Logging__LogLevel__Microsoft"] = "Debug",
                ["Logging__LogLevel__Microsoft.AspNetCore"] = "Debug",
                ["Logging__LogLevel__System.Net.Http"] = "Debug",
                ["Logging__LogLevel__Polly"] = "Debug",
            };
            await using (var terminal = await ServingTerminal.StartAsync(folder, ports.Hub, settings))
            {
                var (wrong, code) = ("ZZZZ2345", await stage.EnrolmentCodeAsync());
                _search.Add("code of the program", code);
                _search.Add("wrong code of the program", wrong);
                await terminal.RunAsync(new { verb = "enrol", hub = stage.Address, code = wrong });
                await terminal.RunAsync(new { verb = "enrol", hub = stage.Address, code });
                await terminal.RunAsync(new { verb = "sync", waitSeconds = 20 });
                _search.Add("voucher of the program", "LOUDPROGRAM2026");
                await terminal.RunAsync(new { verb = "sell", lines = new[] { sku }, tenders = Array.Empty<string>(), vouchers = new[] { "LOUD-PROGRAM-2026:5" } });
                await terminal.RunAsync(new { verb = "sell", lines = new[] { sku }, tenders = new[] { "voucher:LOUD-PROGRAM-2026:12" } });
                await terminal.RunAsync(new { verb = "sync", waitSeconds = 20 });
                var note = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "serving.json"), Cancellation)).RootElement;
                _search.Add("command token", note.EnumerateObject().Single(value => value.Name.Equals("token", StringComparison.OrdinalIgnoreCase)).Value.GetString()!);
                AddKey("key of the program", Path.Combine(folder, "device.key"));
            }

            return await File.ReadAllLinesAsync(folder + ".log", Cancellation);
        }
        finally
        {
            FreePorts.Return(ports);
        }
    }

    private async Task<Uri> LinkAsync(string verb, params (string, string?)[] values)
    {
        var link = new Uri((await stage.VerbAsync(verb, values)).Expect(0).Json.GetProperty("link").GetString()!);
        _search.Add("link token", link.Query[(link.Query.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return link;
    }

    private async Task AddKeptSecretsAsync()
    {
        var running = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(stage.DataFolder, "running.json"), Cancellation)).RootElement;
        _search.Add("administration secret", running.GetProperty("Secret").GetString()!);
        _search.Add("ticket key", Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(stage.DataFolder, "ticket.key"), Cancellation)).TrimEnd('='));
        AddKey("hub's signing key", Path.Combine(stage.DataFolder, "hub-signing.key"));
    }

    private void AddKey(string name, string file)
    {
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 20 && !line.StartsWith('-'))) _search.Add(name, line);
    }

    private void AddCookies(DashboardPerson person)
    {
        foreach (var cookie in person.Cookies) _search.Add(string.Create(CultureInfo.InvariantCulture, $"cookie {cookie.Name}"), cookie.Value);
    }
}
