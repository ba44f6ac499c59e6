using PosCloud.Domain.Measures;

namespace PosCloud.Domain.Selling;

/// <summary>What the calculation needs of one line. A negative quantity is a return.</summary>
public readonly record struct OrderLineInput(Money UnitPrice, Quantity Quantity, TaxRate TaxRate, Discount? Discount);
