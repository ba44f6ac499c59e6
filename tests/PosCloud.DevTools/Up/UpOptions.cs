namespace PosCloud.DevTools.Up;

/// <summary>What was asked of <c>up</c>.</summary>
internal sealed record UpOptions(string DataFolder, int Terminals, bool Fresh, int PortBase, bool Live);
