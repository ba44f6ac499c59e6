using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using PosCloud.Domain.Facts;
using PosCloud.Protocol.Sync;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>
/// Writes all facts to one file that the hub's <c>import-journal</c> takes: one JSON line that names terminal and store,
/// then per fact i32 length and JSON of its place, i32 length of its content, the content, content hash and chain hash
/// (integers big-endian), exactly as they would have been uploaded.
/// </summary>
internal static class JournalExport
{
    public const string Format = "poscloud-journal-1";
    private const int Page = 500;

    /// <returns>Facts written.</returns>
    public static long Write(TerminalJournal journal, string path)
    {
        var identity = journal.Identity ?? throw new NotEnrolledException();
        var unfinished = path + ".part";
        var facts = 0L;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
                new JournalExportHeader(Format, identity.Terminal.Value, identity.Store.Value, identity.Certificate), EngineJson.Default.JournalExportHeader) + "\n"));
            for (var at = 0L; ;)
            {
                var page = journal.Read(connection => FactRows.AfterPosition(connection, identity.Terminal, at, Page));
                foreach (var (position, entry) in page)
                {
                    Write(file, entry);
                    (at, facts) = (position, facts + 1);
                }

                if (page.Count < Page) break;
            }

            file.Flush(flushToDisk: true);
        }

        // A file under its own name is always whole.
        File.Move(unfinished, path, overwrite: true);
        return facts;
    }

    private static void Write(FileStream file, JournalEntry entry)
    {
        var frame = FactFrame.Of(entry);
        WritePart(file, JsonSerializer.SerializeToUtf8Bytes(
            new JournalExportPlace(entry.Epoch.Value, entry.Sequence.Value, entry.Previous.ToString()), EngineJson.Default.JournalExportPlace));
        WritePart(file, frame.Content.Span);
        file.Write(frame.ContentHash.ToArray());
        file.Write(frame.ChainHash.ToArray());
    }

    private static void WritePart(FileStream file, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        file.Write(length);
        file.Write(bytes);
    }
}

internal sealed record JournalExportHeader(string Format, string Terminal, string Store, string Certificate);

internal sealed record JournalExportPlace(string Epoch, long Sequence, string Previous);
