using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;

namespace PosCloud.SystemTests.SqlServer;

/// <summary>Compiles statements against the schema as SQL Server would, without one: each stands in a procedure of its own.</summary>
internal sealed class SqlServerCompiler(SqlServerScript script, SqlServerVersion version)
{
    // "Unresolved reference" is only a warning to the compiler, because another database might hold what is named.
    private static readonly int[] UnresolvedReferences = [71502, 71005];

    /// <summary>Everything that is wrong; empty when all of it compiles.</summary>
    public IReadOnlyList<string> Problems(IEnumerable<SqlProcedure> procedures)
    {
        var problems = new List<string>();
        var left = procedures.ToList();
        while (true)
        {
            using var model = new TSqlModel(version, new TSqlModelOptions());
            foreach (var definition in script.Definitions) model.AddObjects(definition);
            if (FirstRefused(model, left, problems) is not { } refused)
            {
                problems.AddRange(model.Validate()
                    .Where(m => m.MessageType == DacMessageType.Error || UnresolvedReferences.Contains(m.Number))
                    .Select(m => $"{m.Prefix}{m.Number}: {m.Message}"));
                return problems;
            }

            // A model that has refused something takes nothing more.
            left.Remove(refused);
        }
    }

    private static SqlProcedure? FirstRefused(TSqlModel model, List<SqlProcedure> procedures, List<string> problems)
    {
        foreach (var procedure in procedures)
        {
            try
            {
                model.AddObjects(procedure.Definition);
            }
            catch (DacModelException refused)
            {
                problems.Add($"{refused.Message.Trim()}\n{procedure.Definition}");
                return procedure;
            }
        }

        return null;
    }
}
