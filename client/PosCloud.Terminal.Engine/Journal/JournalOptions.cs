using System.ComponentModel.DataAnnotations;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>How the journal uses the disk.</summary>
public sealed class JournalOptions
{
    /// <summary>Bytes kept back for closing the shift on a full disk; 0 for none.</summary>
    [Range(0, 1L << 30)]
    public long ReserveBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Upper limit of the journal's size in pages of 4 KiB; 0 for none. Reaching it is a full disk.</summary>
    [Range(0, long.MaxValue)]
    public long MaxPages { get; set; }

    /// <summary>Days between full checks of all pages, hashes and read models.</summary>
    [Range(1, 365)]
    public int FullCheckEveryDays { get; set; } = 7;
}
