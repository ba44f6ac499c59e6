using System.Globalization;
using PosCloud.Terminal.Engine.Journal;
using Xunit;

namespace PosCloud.UnitTests.Engine;

public sealed class DeviceClockTests
{
    /// <summary>The kernel's uptime counts suspended time; it is given in hundredths of a second.</summary>
    [Fact]
    public void Its_timestamps_are_the_time_since_the_boot_with_what_the_device_slept()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows counts sleep by itself.");
        var before = Uptime();
        var seconds = (decimal)DeviceClock.Instance.GetTimestamp() / DeviceClock.Instance.TimestampFrequency;

        Assert.InRange(seconds, before - 0.02m, Uptime() + 0.02m);
    }

    private static decimal Uptime() => decimal.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
}
