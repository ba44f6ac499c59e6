namespace PosCloud.Protocol.Carrying;

/// <summary>Tables that an engine which moves rows by itself carries together, in one direction.</summary>
/// <param name="Name">Carries the schema's version: such engines never alter tables, so another schema is another scope.</param>
/// <param name="IsUp">True: from terminals to the hub. False: from the hub to terminals.</param>
public sealed record CarriedScope(string Name, bool IsUp, IReadOnlyList<CarriedTable> Tables)
{
    /// <summary>Name of the one filter parameter: the terminal's store, set by the hub from the credential. No column has this name: the library mixes them up.</summary>
    public const string StoreParameter = "for_store";
}
