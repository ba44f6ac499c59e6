using System.Globalization;
using PosCloud.Grains.Contracts.Stores;

namespace PosCloud.Dashboard.Enrolment;

/// <summary>A one-time code on its way to a device.</summary>
public sealed class EnrolmentState(EnrolmentCodeAnswer answer, DateTimeOffset madeAt)
{
    /// <summary>Length of the ring's line, for its radius of 26.</summary>
    public const double Ring = 2 * Math.PI * 26;

    public string Code { get; } = answer.Code ?? "";

    public DateTimeOffset ExpiresAt => answer.ExpiresAt;

    public string HubAddress => answer.HubAddress;

    /// <summary>Name of the terminal that used it; null while nobody has.</summary>
    public string? Terminal { get; private set; }

    /// <summary>"K7PM 4X2R".</summary>
    public string Shown => Code.Length == 8 ? $"{Code[..4]} {Code[4..]}" : Code;

    /// <summary>What the QR code says; the terminal's code field takes it as it is.</summary>
    public string QrText => $"poscloud:enrol?hub={Uri.EscapeDataString(HubAddress)}&code={Code}";

    public bool Expired(DateTimeOffset now) => now >= ExpiresAt && Terminal is null;

    public void Observed(EnrolmentCodeState? state) => Terminal = state?.Terminal ?? Terminal;

    /// <summary>"6:48 left".</summary>
    public string Left(DateTimeOffset now)
    {
        var left = ExpiresAt > now ? ExpiresAt - now : TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes}:{left.Seconds:00} left");
    }

    /// <summary>The part of the ring that is still there, as its stroke-dasharray.</summary>
    public string RingDashes(DateTimeOffset now)
    {
        var share = Math.Clamp((ExpiresAt - now) / (ExpiresAt - madeAt), 0, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{Ring * share:0.#} {Ring:0.#}");
    }
}
