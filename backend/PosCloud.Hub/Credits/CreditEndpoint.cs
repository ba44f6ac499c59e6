using System.Text.Json;
using System.Threading.RateLimiting;
using PosCloud.Domain.Identity;
using PosCloud.Hub.Replication;
using PosCloud.HubStorage.Enrolment;
using PosCloud.HubStorage.Queries;
using PosCloud.Protocol;
using PosCloud.Protocol.Credits;
using PosCloud.Protocol.Errors;

namespace PosCloud.Hub.Credits;

/// <summary><c>POST /v1/credit</c>: what is left on a voucher or of a customer's points. A terminal that guesses codes is soon told to wait.</summary>
internal sealed class CreditEndpoint(TerminalEntrance entrance, TerminalEnrolment enrolment, CreditQueries credits, TimeProvider clock) : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<TerminalId> _looks = PartitionedRateLimiter.Create<TerminalId, TerminalId>(
        terminal => RateLimitPartition.GetFixedWindowLimiter(
            terminal, _ => new FixedWindowRateLimiterOptions { PermitLimit = ProtocolLimits.MaxCreditLooksPerMinute, Window = TimeSpan.FromMinutes(1) }));

    public Task HandleAsync(HttpContext context) => entrance.AdmitAsync(context, terminal => AnswerAsync(context, terminal));

    public ValueTask DisposeAsync() => _looks.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, TerminalId caller)
    {
        var terminal = await enrolment.FindAsync(caller, context.RequestAborted);
        if (terminal is null) await entrance.RefuseAsync(context, SyncErrorCode.Credential, "The hub knows no such terminal; enrol the device again.");
        else if (terminal.Revoked) await entrance.RefuseAsync(context, SyncErrorCode.Revoked, "A manager revoked this terminal.");
        else if (await entrance.ReadAsync(context) is not { } body) return;
        else if (Read(body.Content) is not { } asked) await entrance.RefuseAsync(context, SyncErrorCode.Malformed, "The body doesn't name one voucher or one customer.");
        else if (!_looks.AttemptAcquire(caller).IsAcquired) await entrance.RefuseAsync(context, SyncErrorCode.RateLimit, "This terminal asked too often; wait a minute.");
        else await SendAsync(context, asked);
    }

    private async Task SendAsync(HttpContext context, CreditRequest asked)
    {
        var views = asked.Customer is { } customer
            ? await credits.OfAsync(CustomerId.From(customer), context.RequestAborted)
            : await credits.OfAsync(VoucherCode.Parse(asked.Voucher!), context.RequestAborted);
        var answer = new CreditAnswer(clock.GetUtcNow(), [.. views.Select(view => new CreditLeft(view.Row.Unit, view.Left))]);
        context.Response.Headers.CacheControl = "no-store";
        await AnswerWriter.WriteAsync(context, answer, CreditJson.Default.CreditAnswer, context.RequestAborted);
    }

    private static CreditRequest? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, CreditJson.Default.CreditRequest) is { } asked
                && (asked.Voucher is null ? asked.Customer is { } customer && customer != Guid.Empty : asked.Customer is null && VoucherCode.TryParse(asked.Voucher, out _))
                ? asked
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
