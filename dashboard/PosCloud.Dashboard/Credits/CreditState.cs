using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts;
using PosCloud.Grains.Contracts.Credits;

namespace PosCloud.Dashboard.Credits;

/// <summary>A balance and its movements in words, with what was left after each.</summary>
public sealed class CreditState
{
    private readonly CreditItem _item;

    public CreditState(CreditItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _item = item;
        var after = Left;
        Movements = [.. item.Movements.Select(movement =>
        {
            var row = (movement, after);
            after -= movement.Change;
            return row;
        })];
    }

    public long Left => _item.Issued - _item.Redeemed;

    public bool IsPoints => _item.Kind == "points";

    /// <summary>Newest first, each with what was left after it.</summary>
    public IReadOnlyList<(CreditMovementItem Movement, long After)> Movements { get; }

    public string Title => IsPoints ? "Points" : "Voucher";

    /// <summary>"€12.00 put on, €8.00 taken off".</summary>
    public string Sum => IsPoints
        ? $"{Text(_item.Issued)} earned, {Text(_item.Redeemed)} spent or taken back"
        : $"{Text(_item.Issued)} put on, {Text(_item.Redeemed)} taken off";

    public string Text(long amount) => IsPoints ? string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{amount:N0}") : new Amount(amount, _item.Unit).Text();

    /// <summary>With its sign: "+24", "−€8.00".</summary>
    public string Change(long amount) => (amount > 0 ? "+" : "−") + Text(Math.Abs(amount));

    /// <summary>What happened, in a word or two.</summary>
    public string Cause(CreditMovementItem movement)
    {
        ArgumentNullException.ThrowIfNull(movement);
        return (movement.Part.Split('/')[0], movement.Change > 0) switch
        {
            ("line", _) => "Sold",
            ("payment", false) => "Paid with it",
            ("payment", true) => "Refunded onto it",
            ("earned", true) => "Earned",
            ("earned", false) => "Taken back with goods",
            ("spent", _) => "Paid with points",
            _ => Words.Capital(movement.Part),
        };
    }
}
