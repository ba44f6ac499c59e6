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

    /// <summary>Days for which a verified backup must have had a fact, and for which it's kept at least, before it's deleted here.</summary>
    [Range(90, 36_500)]
    public int KeepDays { get; set; } = 90;

    /// <summary>The newest receipts that are kept at any age, to be looked up, printed and returned.</summary>
    [Range(0, 1_000_000)]
    public int ReceiptsKept { get; set; } = 200;

    /// <summary>Steps of the journal's format; a test adds some that aren't released.</summary>
    internal IReadOnlyList<JournalMigration> Migrations { get; set; } = JournalSchema.Migrations;

    /// <summary>The oldest format on which the program sells.</summary>
    internal long OldestFormat { get; set; } = JournalSchema.OldestServed;

    /// <summary>Bytes that are free where a folder is.</summary>
    internal Func<string, long> FreeBytes { get; set; } = folder => new DriveInfo(folder).AvailableFreeSpace;

    internal long NewestFormat => Migrations.Count == 0 ? 1 : Migrations.Max(step => step.To);
}
