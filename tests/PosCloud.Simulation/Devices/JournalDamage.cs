using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PosCloud.Domain.Measures;
using PosCloud.Protocol.Export;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Model;
using PosCloud.Terminal.Engine;
using PosCloud.Terminal.Engine.Journal;
using PosCloud.Terminal.Engine.Register;

namespace PosCloud.Simulation.Devices;

/// <summary>A spoilt place in a device's journal, from the moment it happens until people have saved what can be read.</summary>
internal sealed class JournalDamage
{
    private const int PageBytes = 4096;

    private readonly Device _device;
    private readonly List<JournalFact> _facts;
    private readonly HashSet<string> _hit;

    private JournalDamage(Device device, List<JournalFact> facts, HashSet<string> hit) => (_device, _facts, _hit) = (device, facts, hit);

    /// <param name="isPage">A whole page can't be read; else one bit of the fact is another one.</param>
    public static async Task<JournalDamage> DoAsync(Device device, JournalFact at, bool isPage)
    {
        var payloadBytes = (int)device.Journal.Sql.Number("SELECT length(payload) FROM fact WHERE position = $at", ("$at", at.Position));
        List<JournalFact> facts = [.. device.Journal.Facts];
        await device.EndAsync();
        var path = JournalOf(device);
        // A page that old facts were deleted from can still hold copies of others, which nobody reads.
        SqlFile.Execute(path, "VACUUM");
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }) throw new InvalidOperationException("The journal has a log, which hides damage.");
        var bytes = await File.ReadAllBytesAsync(path);
        // In a row the payload stands right behind the two hashes; alone it can be another fact's too.
        var hashes = Convert.FromHexString(at.Content + at.Chain);
        var place = bytes.AsSpan().LastIndexOf(hashes);
        if (place < 0) throw new InvalidOperationException($"Fact {at.Key} isn't in the file.");
        var hit = new HashSet<string>(StringComparer.Ordinal) { at.Chain };
        if (isPage)
        {
            var page = bytes.AsMemory(place / PageBytes * PageBytes, PageBytes);
            hit.UnionWith(facts.Where(fact => page.Span.IndexOf(Convert.FromHexString(fact.Content)) >= 0).Select(fact => fact.Chain));
            page.Span.Clear();
        }
        else
        {
            bytes[place + hashes.Length + (payloadBytes / 2)] ^= 0x01;
        }

        await File.WriteAllBytesAsync(path, bytes);
        return new JournalDamage(device, facts, hit);
    }

    /// <summary>The program starts, speaks to the hub, and then looks at all of its journal.</summary>
    /// <returns>False when it has noticed the damage before that.</returns>
    public async Task<bool> WorkOnAsync()
    {
        try
        {
            await using var engine = TerminalEngine.Open(_device.Folder, _device.Options, _device.Clock);
            await engine.Sync.SyncNowAsync(CancellationToken.None);
            engine.CheckFiles();
            InvariantBrokenException.Unless(engine.JournalDamage is not null, "I5", $"{_device.Name} doesn't see that its journal is damaged.");
            var scanned = engine.Register.Add(Template.Skus[0], Quantity.One);
            InvariantBrokenException.Unless(scanned is not CartOutcome.Done, "I5", $"{_device.Name} sells on a damaged journal.");
            return true;
        }
        catch (JournalDamagedException)
        {
            return false;
        }
        finally
        {
            NoteWhatItWrote();
        }
    }

    /// <summary>The same, and its program is killed while it works on, so that the damaged journal has a log.</summary>
    /// <param name="place">At which look at a clock or at the line.</param>
    public async Task<bool> WorkUntilKilledAsync(int place)
    {
        var before = _facts.Count;
        (_device.Clock.Looked, var looked) = (_device.Look, _device.Clock.Looked);
        _device.KillAt(place);
        await WorkOnAsync();
        _device.Clock.Looked = looked;
        if (!_device.StayKilled()) return false;
        // What the engine still did happened nowhere.
        _facts.RemoveRange(before, _facts.Count - before);
        NoteWhatItWrote();
        return true;
    }

    /// <summary>People save what can be read, and the program goes on.</summary>
    /// <returns>The file for the hub, and the facts in it whose bytes are whole.</returns>
    public async Task<(byte[] File, List<JournalFact> Whole)> RecoverAsync()
    {
        var outcome = await TerminalEngine.RecoverAsync(_device.Folder, _device.Options, _device.Clock);
        InvariantBrokenException.Unless(outcome is RecoveryOutcome.Recovered, "I5", $"{_device.Name} takes its damaged journal for {outcome.GetType().Name}.");
        return await GoOnAsync(((RecoveryOutcome.Recovered)outcome).Export);
    }

    /// <summary>The program starts on the journal that took the damaged one's place.</summary>
    /// <param name="export">The file that was saved before.</param>
    public async Task<(byte[] File, List<JournalFact> Whole)> GoOnAsync(string export)
    {
        InvariantBrokenException.Unless(File.Exists(export), "I1", $"What was saved of {_device.Name}'s damaged journal is gone.");
        var bytes = await File.ReadAllBytesAsync(export);
        var whole = JournalFile.TryRead(bytes, out _)!.Facts
            .Where(fact => SHA256.HashData(fact.Frame.Content.Span).AsSpan().SequenceEqual(fact.Frame.ContentHash.ToArray()))
            .Select(fact => fact.Frame.ChainHash.ToString()).ToHashSet(StringComparer.Ordinal);
        var lost = _facts.Find(fact => !_hit.Contains(fact.Chain) && !whole.Contains(fact.Chain));
        InvariantBrokenException.Unless(lost is null, "I1", $"{lost?.Key} of {_device.Name} stands whole in its journal and wasn't saved.");
        _device.Begin();
        var there = _device.Journal.Facts.Select(fact => fact.Chain).ToHashSet(StringComparer.Ordinal);
        var gone = _facts.GroupBy(fact => fact.Epoch).SelectMany(epoch => epoch.TakeWhile(fact => !_hit.Contains(fact.Chain))).FirstOrDefault(fact => !there.Contains(fact.Chain));
        InvariantBrokenException.Unless(gone is null, "I5", $"{gone?.Key} of {_device.Name} stands before the hole of its damaged journal and isn't in the new one.");
        return (bytes, _facts.FindAll(fact => whole.Contains(fact.Chain)));
    }

    /// <summary>A store or an epoch that the hub gave it in the meantime.</summary>
    private void NoteWhatItWrote()
    {
        try
        {
            using var view = new JournalView(JournalOf(_device), _facts);
            _facts.AddRange(view.Facts.Skip(_facts.Count));
        }
        catch (SqliteException)
        {
            // Its end can't be read, so nothing was written there.
        }

        foreach (var fact in _facts) _device.EverWritten[fact.Chain] = fact;
    }

    private static string JournalOf(Device device) => Path.Combine(device.Folder, "journal.db");
}
