using PosCloud.Domain.Measures;

namespace PosCloud.Grains.Contracts;

/// <summary>Money between processes of the cluster; the domain's own type has no serializer because the domain has no packages.</summary>
[GenerateSerializer, Immutable, Alias("poscloud.amount")]
public readonly record struct Amount([property: Id(0)] long MinorUnits, [property: Id(1)] string Currency)
{
    public static Amount Of(Money money) => new(money.MinorUnits, money.Currency.Code);

    public Money ToMoney() => new(MinorUnits, Domain.Measures.Currency.Parse(Currency));
}
