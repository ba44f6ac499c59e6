using PosCloud.Dashboard.Text;
using PosCloud.Grains.Contracts.Catalogue;

namespace PosCloud.Dashboard.Import;

/// <summary>A file on its way into the catalogue: chosen, checked, and only then imported, whole or not at all.</summary>
public sealed class ImportState
{
    /// <summary>Larger files go by <c>poscloud-hub import-catalogue</c>.</summary>
    public const int MostBytes = 5_000_000;

    private string[] _lines = [];

    public string? FileName { get; private set; }

    public string Csv { get; private set; } = "";

    /// <summary>What the hub found; null before it looked.</summary>
    public ImportOutcome? Outcome { get; private set; }

    public bool Imported { get; private set; }

    public void Choose(string fileName, string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        (FileName, Csv, Outcome, Imported) = (fileName, csv.TrimStart('\uFEFF'), null, false);
        _lines = Csv.ReplaceLineEndings("\n").Split('\n');
    }

    public void Checked(ImportOutcome outcome) => (Outcome, Imported) = (outcome, false);

    public void Done(ImportOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        (Outcome, Imported) = (outcome, outcome.Errors.Count == 0);
    }

    public bool MayImport => Outcome is { Errors.Count: 0, Rows: > 0 } && !Imported;

    /// <summary>"80 rows: 78 new, 2 changed".</summary>
    public string Summary => Outcome is not { } outcome ? "" : outcome.Errors.Count > 0
        ? $"{Plural.Of(outcome.Errors.Count, "problem")} in {Plural.Of(outcome.Errors.Select(error => error.Row).Distinct().Count(), "row")}; nothing is imported until the file is right"
        : $"{Plural.Of(outcome.Rows, "row")}: {Plural.Number(outcome.Created)} new, {Plural.Number(outcome.Updated)} changed";

    /// <summary>The row as it stands in the file, so that a person finds it.</summary>
    public string Line(int row) => row >= 1 && row <= _lines.Length ? _lines[row - 1] : "";
}
