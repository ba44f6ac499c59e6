namespace PosCloud.Protocol.Carrying;

/// <summary>One table of a scope, in words that any engine's set-up can be made from.</summary>
/// <param name="Columns">The columns that travel, key columns first.</param>
/// <param name="Filter">Which of the hub's rows a terminal may see.</param>
public sealed record CarriedTable(string Name, IReadOnlyList<string> Columns, RowFilter Filter);
