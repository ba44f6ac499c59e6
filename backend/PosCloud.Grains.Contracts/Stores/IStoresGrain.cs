namespace PosCloud.Grains.Contracts.Stores;

/// <summary>Stores and enrolment into them; key: any, stateless.</summary>
[Alias("poscloud.IStoresGrain")]
public interface IStoresGrain : IGrainWithStringKey
{
    [Alias("list"), RequiresRole(Roles.Viewer)]
    Task<IReadOnlyList<StoreItem>> ListAsync();

    [Alias("save"), RequiresRole(Roles.Manager)]
    Task<ChangeOutcome> SaveAsync(StoreItem store);

    /// <summary>A new one-time code; refused with the reason for an unknown store.</summary>
    [Alias("enrolment-code"), RequiresRole(Roles.Manager)]
    Task<EnrolmentCodeAnswer> CreateEnrolmentCodeAsync(string store);

    /// <summary>What became of a code, so that the page can say "S1T3 is enrolled".</summary>
    [Alias("enrolment-state"), RequiresRole(Roles.Manager)]
    Task<EnrolmentCodeState?> GetEnrolmentStateAsync(string code);

    [Alias("audit"), RequiresRole(Roles.Manager)]
    Task<IReadOnlyList<AuditItem>> AuditAsync(int limit);
}
