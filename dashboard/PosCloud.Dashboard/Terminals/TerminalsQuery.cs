namespace PosCloud.Dashboard.Terminals;

/// <summary>What the reader asked of the terminals page; stands in its address.</summary>
/// <param name="Search">Part of a terminal's code or a store's name.</param>
/// <param name="Store">One store only.</param>
/// <param name="Sort">A column; null is worst first.</param>
/// <param name="All">Show also the folded rows.</param>
public sealed record TerminalsQuery(string? Search = null, string? Store = null, string? Sort = null, bool Descending = false, bool All = false);
