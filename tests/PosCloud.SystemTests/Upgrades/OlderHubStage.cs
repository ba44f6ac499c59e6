using Microsoft.Extensions.DependencyInjection;
using PosCloud.Domain.Facts;
using PosCloud.HubStorage.Intake;
using PosCloud.HubStorage.Writing;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Upgrades;

/// <summary>A hub of a release that doesn't know completed orders, until it is started again as this release.</summary>
public sealed class OlderHubStage : HubStage
{
    public bool IsOlder { get; set; } = true;

    protected override void Replace(IServiceCollection services)
    {
        if (!IsOlder) return;
        services.AddSingleton(provider => new FactIntake(provider.GetRequiredService<HubWriter>())
        {
            Reading = fact => fact.Type == nameof(OrderCompleted) ? new FactReading.Unknown(fact.Type, fact.Version) : FactCodec.Read(fact),
        });
    }
}
