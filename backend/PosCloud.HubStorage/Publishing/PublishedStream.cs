using PosCloud.Protocol.Tables;

namespace PosCloud.HubStorage.Publishing;

/// <summary>A stream that a transaction moved; terminals that follow it are told after the commit.</summary>
public readonly record struct PublishedStream(StreamName Stream, long Sequence);
