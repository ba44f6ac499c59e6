namespace PosCloud.SystemTests.Processes.Kills;

/// <summary>A shop whose hub hands out its state as a file, with goods enough for several pieces of it.</summary>
public sealed class FileShop : KillShop
{
    public FileShop() => HubSettings["Hub__BootstrapFromRows"] = "1000";

    protected override int OtherGoods => 2_000;

    protected override bool OpensAtOnce => false;
}
