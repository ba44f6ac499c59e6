namespace PosCloud.HubStorage.Catalogue;

/// <param name="Row">Line in the file; the header is 1.</param>
public sealed record CatalogueImportError(int Row, string Column, string Message);
