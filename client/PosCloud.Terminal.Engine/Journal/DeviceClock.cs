using System.Runtime.InteropServices;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// The system's clock, with timestamps that also count the time during which the device slept: a sale before a lid was
/// closed is as old as it is. Windows counts that by itself; Linux needs its boot-time clock (clock_gettime(2)).
/// </summary>
public sealed class DeviceClock : TimeProvider
{
    private const int BootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private DeviceClock()
    {
    }

    public static TimeProvider Instance { get; } = OperatingSystem.IsLinux() ? new DeviceClock() : System;

    public override long TimestampFrequency => NanosecondsPerSecond;

    public override long GetTimestamp() => ReadClock(BootTime, out var time) == 0
        ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds
        : throw new PlatformNotSupportedException($"This system has no clock that counts sleep: error {Marshal.GetLastPInvokeError()}.");

    [DllImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out TimeOfClock time);

    // Both fields are as wide as the machine's words.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeOfClock
    {
        private readonly nint _seconds;
        private readonly nint _nanoseconds;

        public long Seconds => _seconds;

        public long Nanoseconds => _nanoseconds;
    }
}
