using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PosCloud.TestKit.Programs;

namespace PosCloud.SystemTests.SqlServer;

/// <summary>Every place in the backend's source that holds SQL, except what belongs to one database alone, with what it must look like when it is sent.</summary>
internal static partial class SourceStatements
{
    private static readonly string[] OwnWords = ["/Sqlite/", "/PostgreSql/", "/SqlServer/", "/Backups/BackupFile.cs", "/PosCloud.Protocol/Bootstrap/", "/Carrying/FactInboxSql.cs", "/Carrying/HubWatermark.cs", "/PosCloud.Hub.Dotmim/", "/obj/", "/bin/"];

    public static IReadOnlyList<SourceStatement> All()
    {
        var backend = Path.Combine(ProgramPaths.Root, "backend");
        return
        [
            .. Directory.EnumerateFiles(backend, "*.cs", SearchOption.AllDirectories)
                .Where(file => !OwnWords.Any(folder => file.Replace('\\', '/').Contains(folder, StringComparison.Ordinal)))
                .SelectMany(file => In(CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot(), Path.GetRelativePath(ProgramPaths.Root, file))),
        ];
    }

    internal static IEnumerable<SourceStatement> In(SyntaxNode root, string file)
    {
        foreach (var node in root.DescendantNodes())
        {
            var pattern = node switch
            {
                LiteralExpressionSyntax { Token.Value: string text } => OfText([text]),
                InterpolatedStringExpressionSyntax text => OfText([.. Texts(text)]),
                InvocationExpressionSyntax call => OfCall(call),
                _ => null,
            };
            if (pattern is not null) yield return new SourceStatement($"{file}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}", pattern);
        }
    }

    private static Regex? OfText(IReadOnlyList<string> texts) => Verb().IsMatch(texts[0])
        ? new Regex(string.Join(".*", texts.Select(Regex.Escape)), RegexOptions.Singleline, TimeSpan.FromSeconds(5))
        : null;

    // What a dialect writes: found by its table, where that is named on the spot.
    private static Regex? OfCall(InvocationExpressionSyntax call)
    {
        var name = (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.Text;
        var texts = call.ArgumentList.Arguments.Select(a => (a.Expression as LiteralExpressionSyntax)?.Token.Value as string).ToList();
        var pattern = (name, texts) switch
        {
            ("SelectLocked", [{ } columns, { } table, { } where, ..]) => $"^SELECT {Regex.Escape(columns)} FROM {table} WHERE {Regex.Escape(where)}",
            ("Upsert", [{ } table, ..]) => $@"^INSERT INTO {table} \(.*DO UPDATE",
            ("InsertIfAbsent", [{ } table, ..]) => $@"^INSERT INTO {table} \(.*DO NOTHING",
            ("Insert", [{ } table, ..]) => $@"^INSERT INTO {table} \([^)]*\) VALUES \([^)]*\)$",
            _ => null,
        };
        return pattern is null ? null : new Regex(pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(5));
    }

    // A text begins before the first hole, even when it is empty there.
    private static IEnumerable<string> Texts(InterpolatedStringExpressionSyntax text) => text.Contents is [InterpolatedStringTextSyntax, ..]
        ? text.Contents.OfType<InterpolatedStringTextSyntax>().Select(t => t.TextToken.ValueText)
        : text.Contents.OfType<InterpolatedStringTextSyntax>().Select(t => t.TextToken.ValueText).Prepend("");

    // What is written into a table with an underscore goes into a terminal's replica, a SQLite file.
    [GeneratedRegex(@"^\s*(SELECT|INSERT INTO(?!\s+_)|UPDATE|DELETE FROM|WITH|MERGE|TRUNCATE|EXEC|CREATE|ALTER|DROP)\s")]
    private static partial Regex Verb();
}

/// <param name="Place">File and line.</param>
/// <param name="Pattern">What the statement it makes looks like.</param>
internal sealed record SourceStatement(string Place, Regex Pattern);
