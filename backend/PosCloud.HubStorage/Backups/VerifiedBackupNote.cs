using System.Globalization;
using PosCloud.HubStorage.Writing;

namespace PosCloud.HubStorage.Backups;

/// <summary>
/// The newest verified backup and what it contains, in a file outside the database: terminals may have deleted what is in
/// it, so a database that was restored from another one must be compared with it.
/// </summary>
/// <param name="Name">Its file, or the operator's name for it.</param>
public sealed record VerifiedBackupNote(string Name, DateTimeOffset BeganAt, IReadOnlyList<VerifiedLine> Lines)
{
    public const string FileName = "verified-backup.json";

    /// <summary>Null when there is none that can be read.</summary>
    public static VerifiedBackupNote? Read(string directory) =>
        NoteFile.Read<VerifiedBackupNote>(directory, FileName) is { Name: not null, Lines: not null } note ? note : null;

    /// <summary>It is on the disk, whole, when this returns.</summary>
    public void Write(string directory) => NoteFile.Write(directory, FileName, this);

    /// <summary>What this backup holds and a restored database lacks, a sentence for each terminal.</summary>
    internal async Task<IReadOnlyList<string>> LackingAsync(HubTransaction transaction)
    {
        var lacking = new List<string>();
        foreach (var terminal in Lines.GroupBy(line => line.Terminal, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var missing = 0L;
            foreach (var line in terminal)
            {
                var next = await transaction.FirstAsync(
                    "SELECT next FROM terminal_head WHERE terminal = @p0 AND epoch = @p1 AND branch = @p2", row => (long?)row.GetInt64(0), line.Terminal, line.Epoch, line.Branch);
                missing += Math.Max(0, line.Through + 1 - (next ?? line.Start));
            }

            if (missing > 0)
            {
                lacking.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{terminal.Key} has {missing} facts in the verified backup {Name} of {BeganAt:yyyy-MM-dd HH:mm} UTC that this database lacks. Its device sends what it still keeps and may have deleted older ones; restore {Name} to have all of them."));
            }
        }

        return lacking;
    }
}

/// <param name="Start">First fact of the line.</param>
public sealed record VerifiedLine(string Terminal, string Epoch, string Branch, long Start, long Through);
