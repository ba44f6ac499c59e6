namespace PosCloud.Simulation.Model;

/// <summary>What a part of an order puts on a voucher or gives to a customer; below 0 what it takes.</summary>
internal readonly record struct CreditPart(string Part, Holder Of, long Change);
