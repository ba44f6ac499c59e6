namespace PosCloud.Grains.Contracts.Exceptions;

/// <summary>What a person should decide; key: any, stateless.</summary>
[Alias("poscloud.IExceptionsGrain")]
public interface IExceptionsGrain : IGrainWithStringKey
{
    /// <summary>Newest first.</summary>
    [Alias("list"), RequiresRole(Roles.Viewer)]
    Task<Page<ExceptionItem>> ListAsync(bool includeResolved, string? after, int limit);

    /// <summary>Closes it with what was decided; kept in its history.</summary>
    [Alias("resolve"), RequiresRole(Roles.Manager)]
    Task<ChangeOutcome> ResolveAsync(string id, string decision);
}
