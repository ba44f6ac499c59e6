using PosCloud.Protocol.Sync;

namespace PosCloud.SystemTests.Stage;

/// <summary>Facts with the header that announces them.</summary>
internal sealed record SyncUpload(UploadHeader Header, IReadOnlyList<FactFrame> Facts);
