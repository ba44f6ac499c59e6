using Microsoft.Data.Sqlite;
using PosCloud.Terminal.Engine.Files;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>The file <c>journal.db</c>: one writer connection whose commits reach the disk, and readers that never wait for it.</summary>
internal sealed class JournalDatabase : IDisposable
{
    private const long ReservePages = 256;
    private readonly Lock _gate = new();
    private readonly JournalLock _lock;
    private readonly SqliteConnection _writer;
    private readonly JournalTransaction _transaction;
    private readonly ReaderPool _readers;
    private readonly DiskReserve _reserve;
    private readonly JournalOptions _options;
    private bool _disposed;

    private JournalDatabase(JournalLock held, SqliteConnection writer, ReaderPool readers, DiskReserve reserve, JournalOptions options)
    {
        (_lock, _writer, _readers, _reserve, _options) = (held, writer, readers, reserve, options);
        _transaction = new JournalTransaction(writer);
    }

    /// <summary>True after the disk was found full and until the reserve could be taken again.</summary>
    public bool IsDiskFull { get; private set; }

    /// <summary>Format of the file.</summary>
    public long Format { get; private init; }

    /// <summary>Why the file stays in an older format than this program's, for people; null when it has the newest.</summary>
    public string? UpgradeProblem { get; private init; }

    /// <summary>Steps that led or lead to the file's format.</summary>
    public IReadOnlyList<JournalMigration> Migrations => _options.Migrations;

    /// <exception cref="JournalLockedException">Another process holds the folder.</exception>
    /// <exception cref="JournalTooNewException">A newer program wrote the file.</exception>
    /// <exception cref="JournalNotUpgradedException">It needs an upgrade that failed.</exception>
    /// <exception cref="JournalDamagedException">The file isn't a database or its pages are damaged.</exception>
    public static JournalDatabase Open(DataFolder folder, JournalOptions options)
    {
        var held = JournalLock.Take(folder.Lock);
        SqliteConnection? writer = null;
        try
        {
            writer = SqliteFile.Open(folder.Journal, FileUse.Journal);
            JournalSchema.Ensure(writer, options.NewestFormat);
            if (options.MaxPages > 0) writer.Run($"PRAGMA max_page_count={options.MaxPages}");
            var problem = JournalUpgrade.Run(writer, folder, options);
            var reserve = new DiskReserve(folder.Reserve, options.ReserveBytes);
            return new JournalDatabase(held, writer, new ReaderPool(folder.Journal), reserve, options) 
            {
                IsDiskFull = !reserve.Take(),
                Format = JournalSchema.FormatOf(writer),
                UpgradeProblem = problem,
            };
        }
        catch (SqliteException damage) when (damage.IsDamage())
        {
            writer?.Dispose();
            held.Dispose();
            throw new JournalDamagedException("the file can't be opened.", damage);
        }
        catch
        {
            writer?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Runs work in one transaction; when it returns, what was written is on the disk.</summary>
    /// <exception cref="DiskFullException">Nothing of it was saved.</exception>
    /// <param name="committed">Runs after the commit, before another writer.</param>
    public T Write<T>(Func<JournalTransaction, T> work, Action? committed = null, Action? rolledBack = null)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var done = false;
            try
            {
                var answer = _transaction.Run(work);
                done = true;
                committed?.Invoke();
                return answer;
            }
            catch (SqliteException problem) when (problem.IsDiskFull())
            {
                GiveBackReserve();
                throw new DiskFullException(problem);
            }
            catch (SqliteException problem) when (problem.SqliteErrorCode is 11 or 26)
            {
                throw new JournalDamagedException("a page can't be read.", problem);
            }
            finally
            {
                if (!done) rolledBack?.Invoke();
            }
        }
    }

    public void Write(Action<JournalTransaction> work) => Write<object?>(transaction =>
    {
        work(transaction);
        return null;
    });

    public T Read<T>(Func<SqliteConnection, T> query) => _readers.Read(query);

    /// <summary>Looks whether there is space again; true when sales may go on.</summary>
    public bool TryLeaveDiskFull()
    {
        lock (_gate)
        {
            if (IsDiskFull && _options.MaxPages == 0 && _reserve.Take()) IsDiskFull = false;
            return !IsDiskFull;
        }
    }

    /// <summary>Moves the write-ahead log into the file; for idle moments and before copying.</summary>
    public void Checkpoint()
    {
        lock (_gate)
        {
            if (!_disposed) _writer.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _readers.Dispose();
            _transaction.Dispose();
            _writer.Dispose();
            _lock.Dispose();
        }
    }

    private void GiveBackReserve()
    {
        if (!IsDiskFull && _options.MaxPages > 0) _writer.Run($"PRAGMA max_page_count={_options.MaxPages + ReservePages}");
        _reserve.Release();
        IsDiskFull = true;
    }
}
