using PosCloud.Hub.Dotmim;
using PosCloud.SystemTests.Stage;

namespace PosCloud.SystemTests.Dotmim;

/// <summary>Tests of the holes share one hub and switch its repairs, so they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class HoleTests : ICollectionFixture<DotmimStage>
{
    public const string Name = "Dotmim's holes";
}

/// <summary>
/// A hole of the library, shown twice: with our repair nothing happens, with the repair switched off it does. So the test
/// can't pass because the hole is gone or was never met.
/// </summary>
[Collection(HoleTests.Name)]
public abstract class HoleTest(DotmimStage hub) : IDisposable
{
    protected DotmimStage Hub => hub;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal void Without(HubRepairs repairs) => hub.Repairs = repairs;

    /// <summary>How often the terminal had to build its replica anew.</summary>
    protected static long ReplicaNumber(Till till) => Directory.GetFiles(till.Folder, "replica-*.db")
        .Select(file => long.Parse(Path.GetFileNameWithoutExtension(file)["replica-".Length..], System.Globalization.CultureInfo.InvariantCulture)).Max();

    public void Dispose()
    {
        hub.Repairs = new HubRepairs();
        GC.SuppressFinalize(this);
    }
}
