using System.Net.Http.Headers;
using System.Text.Json;
using PosCloud.Domain.Credits;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol;
using PosCloud.Protocol.Credits;
using PosCloud.Terminal.Engine.Enrolment;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;
using PosCloud.Terminal.Engine.Sync;

namespace PosCloud.Terminal.Engine.Credits;

/// <summary>
/// What is left on vouchers and of customers' points. Only the hub knows, so this asks it, remembers what it said while the
/// program runs, and counts this terminal's own sales that the hub didn't have yet. Nothing waits for it: a sale can be
/// completed without.
/// </summary>
public sealed class CreditDesk
{
    /// <summary>Balances remembered; the oldest go first.</summary>
    private const int MaxKnown = 500;

    private readonly TerminalJournal _journal;
    private readonly HubHttp _http;
    private readonly DeviceTokens _tokens;
    private readonly TerminalEngineOptions _options;
    private readonly Lock _gate = new();
    private readonly Dictionary<(CreditKind Kind, string Holder), CreditBalance> _known = [];
    private readonly List<(JournalEpoch Epoch, JournalSequence Sequence, CreditMovement Movement)> _own = [];
    private bool _hasReadUnsent;

    internal CreditDesk(TerminalJournal journal, HubHttp http, DeviceTokens tokens, TerminalEngineOptions options) =>
        (_journal, _http, _tokens, _options) = (journal, http, tokens, options);

    /// <summary>What the hub said last; null when it was never asked.</summary>
    public CreditBalance? Known(VoucherCode voucher) => Known((CreditKind.Voucher, voucher.Value));

    /// <inheritdoc cref="Known(VoucherCode)"/>
    public CreditBalance? Known(CustomerId customer) => Known((CreditKind.Points, customer.ToString()));

    /// <summary>Asks the hub; with the network switched off, or without an answer, gives what it said before.</summary>
    public Task<CreditLook> LookAsync(VoucherCode voucher, CancellationToken cancellation) =>
        LookAsync((CreditKind.Voucher, voucher.Value), new CreditRequest(voucher.Value, null), cancellation);

    /// <inheritdoc cref="LookAsync(VoucherCode, CancellationToken)"/>
    public Task<CreditLook> LookAsync(CustomerId customer, CancellationToken cancellation) =>
        LookAsync((CreditKind.Points, customer.ToString()), new CreditRequest(null, customer.Value), cancellation);

    internal void Completed(CompletedOrder order)
    {
        lock (_gate)
        {
            foreach (var movement in CreditMovements.Of(order.Body))
            {
                // It may be among what was just read.
                if (!_own.Exists(own => (own.Epoch, own.Sequence, own.Movement.Part) == (order.Epoch, order.Sequence, movement.Part))) _own.Add((order.Epoch, order.Sequence, movement));
                if (_known.TryGetValue((movement.Kind, movement.Holder), out var known))
                    _known[(movement.Kind, movement.Holder)] = known with { Left = known.Left + movement.Change };
            }

            if (_own.Count > MaxKnown) _own.RemoveRange(0, _own.Count - MaxKnown);
        }
    }

    // Before the first look of this run: what an earlier one sold and the hub doesn't have.
    private void ReadUnsent()
    {
        lock (_gate)
        {
            if (_hasReadUnsent || _journal.Identity is not { } identity) return;
            _own.Clear();
            foreach (var entry in _journal.Read(connection => FactRows.UnsentCredits(connection, identity.Terminal, MaxKnown)))
            {
                if (FactCodec.Read(entry.Fact) is not FactReading.Understood { Body: OrderCompleted order }) continue;
                _own.AddRange(CreditMovements.Of(order).Select(movement => (entry.Epoch, entry.Sequence, movement)));
            }

            _hasReadUnsent = true;
        }
    }

    private CreditBalance? Known((CreditKind, string) key)
    {
        lock (_gate) return _known.GetValueOrDefault(key);
    }

    private async Task<CreditLook> LookAsync((CreditKind Kind, string Holder) key, CreditRequest request, CancellationToken cancellation)
    {
        if (_journal.Identity is not { } identity) return new CreditLook(null, "This terminal isn't enrolled.");
        if (JournalSettings.WorkOffline(_journal.State)) return new CreditLook(Known(key), "This terminal works offline.");
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.HubUrl ?? identity.Hub, Routes.Credit));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.Current());
        message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, CreditJson.Default.CreditRequest));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            ReadUnsent();
            // Before asking: what is acknowledged only meanwhile is counted once more rather than never.
            var sent = _journal.Read(EpochRows.All).ToDictionary(line => line.Epoch, line => line.Acknowledged);
            var answer = await _http.SendAsync(message, CreditJson.Default.CreditAnswer, cancellation).ConfigureAwait(false);
            return new CreditLook(Remember(key, answer.Body, sent), null);
        }
        catch (SyncFailedException problem)
        {
            return new CreditLook(Known(key), problem.Message);
        }
    }

    private CreditBalance Remember((CreditKind Kind, string Holder) key, CreditAnswer answer, Dictionary<JournalEpoch, JournalSequence> sent)
    {
        var unit = key.Kind == CreditKind.Points ? CreditMovements.Points : _journal.Profile.Currency.Code;
        lock (_gate)
        {
            _own.RemoveAll(own => sent.TryGetValue(own.Epoch, out var through) && own.Sequence <= through);
            var own = _own.Where(o => (o.Movement.Kind, o.Movement.Holder) == key).ToList();
            var balance = new CreditBalance(
                answer.Left.Where(left => left.Unit == unit).Sum(left => left.Amount) + own.Sum(o => o.Movement.Change), answer.HubTime,
                answer.Left.Count > 0 || own.Count > 0);
            if (_known.Count >= MaxKnown && !_known.ContainsKey(key)) _known.Remove(_known.MinBy(k => k.Value.AsOf).Key);
            return _known[key] = balance;
        }
    }
}
