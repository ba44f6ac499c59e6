namespace PosCloud.Protocol.Export;

/// <summary>First line of an exported journal.</summary>
/// <param name="Format"><see cref="JournalFile.Format"/>.</param>
/// <param name="Store">The store the terminal was assigned to when it wrote the file.</param>
/// <param name="Certificate">The hub's statement of the enrolment; empty when it can't be read any more.</param>
public sealed record JournalFileHeader(string Format, string Terminal, string Store, string Certificate);
