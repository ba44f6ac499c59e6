using PosCloud.Protocol.Export;
using PosCloud.Protocol.Sync;
using PosCloud.Terminal.Engine.Enrolment;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Writes all facts to one file that the hub's <c>import-journal</c> takes, exactly as they would have been uploaded.</summary>
internal static class JournalExport
{
    private const int Page = 500;

    /// <param name="key">Seals the file.</param>
    /// <returns>Facts written.</returns>
    public static long Write(TerminalJournal journal, DeviceKey key, string path)
    {
        var identity = journal.Identity ?? throw new NotEnrolledException();
        var header = new JournalFileHeader(JournalFile.Format, identity.Terminal.Value, identity.Store.Value, identity.Certificate);
        using var held = journal.Keeping.Hold();
        return Write(path, header, key, Facts());

        IEnumerable<JournalFileFact> Facts()
        {
            for (var at = 0L; ;)
            {
                var page = journal.Read(connection => FactRows.AfterPosition(connection, identity.Terminal, at, Page));
                foreach (var (position, entry) in page)
                {
                    at = position;
                    yield return new JournalFileFact(entry.Epoch, entry.Sequence, entry.Previous, FactFrame.Of(entry));
                }

                if (page.Count < Page) yield break;
            }
        }
    }

    /// <param name="key">Null when the device's key is lost: then the file has no seal.</param>
    public static long Write(string path, JournalFileHeader header, DeviceKey? key, IEnumerable<JournalFileFact> facts)
    {
        var unfinished = path + ".part";
        var count = 0L;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            using var writer = new JournalFileWriter(file, header);
            foreach (var fact in facts)
            {
                writer.Add(fact);
                count++;
            }

            writer.End(key is null ? null : digest => key.Sign(digest));
            file.Flush(flushToDisk: true);
        }

        // A file under its own name is always whole.
        File.Move(unfinished, path, overwrite: true);
        return count;
    }
}
