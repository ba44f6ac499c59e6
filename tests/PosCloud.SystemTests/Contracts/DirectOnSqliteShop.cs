namespace PosCloud.SystemTests.Contracts;

/// <summary>The built-in engine on the embedded database, both as they are without any setting.</summary>
public sealed class DirectOnSqliteShop : BusyShop;
