using PosCloud.Domain.Measures;

namespace PosCloud.Hub.Commands.Verbs;

/// <summary>Money as commands print it.</summary>
/// <param name="Amount">Minor units.</param>
internal sealed record MoneyJson(long Amount, string Currency)
{
    public override string ToString() => new Money(Amount, Domain.Measures.Currency.Parse(Currency)).ToString();
}
