namespace PosCloud.Hub.Nodes;

/// <summary>This process can't be a node of its hub; the message names the setting and what to do.</summary>
public sealed class NodesProblemException(string message, Exception? inner = null) : Exception(message, inner);
