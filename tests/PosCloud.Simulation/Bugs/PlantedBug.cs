using PosCloud.HubStorage.Ledger;
using PosCloud.Protocol.Export;
using PosCloud.Simulation.Hub;
using PosCloud.Simulation.Link;

namespace PosCloud.Simulation.Bugs;

/// <summary>
/// A mistake that the product doesn't have, made at one of its seams: a trigger in a real file, a statement changed on its
/// way to the database, a batch or an answer changed between two classes. The product's code stays as it is.
/// </summary>
internal class PlantedBug(string name, string invariant)
{
    public static readonly PlantedBug None = new("", "");

    public string Name => name;

    /// <summary>The invariant that it breaks.</summary>
    public string Invariant => invariant;

    /// <summary>SQL that puts the mistake into a hub's database; null for none.</summary>
    public virtual string? InHub => null;

    /// <summary>SQL that puts the mistake into a terminal's journal; null for none.</summary>
    public virtual string? InJournal => null;

    /// <summary>What a killed hub had written of a transaction stays.</summary>
    public virtual bool KeepsHalfTransactions => false;

    /// <summary>A write statement of the hub on its way to the database.</summary>
    public virtual string Rewrite(string sql) => sql;

    /// <summary>A batch on its way from the reader of pending movements to the ledger.</summary>
    /// <param name="hub">The hub's database, to look things up.</param>
    public virtual ApplyBatch Change(ApplyBatch batch, SqlFile hub) => batch;

    /// <summary>A journal that somebody carries to the hub.</summary>
    public virtual JournalFile Change(JournalFile file) => file;

    /// <summary>The disk of a device whose recovery was killed, before its program starts again.</summary>
    public virtual void OnLeftBehind(string folder)
    {
    }

    /// <summary>An answer given without the hub; null to ask it.</summary>
    public virtual WireAnswer? AnswerInstead(WireRequest request) => null;

    /// <summary>The hub's answer on its way to the line.</summary>
    public virtual WireAnswer Change(WireRequest request, WireAnswer answer) => answer;

    public override string ToString() => name;
}
