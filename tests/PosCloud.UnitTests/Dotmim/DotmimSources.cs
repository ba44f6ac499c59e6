using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PosCloud.UnitTests.Repository;

namespace PosCloud.UnitTests.Dotmim;

/// <summary>Compiles the sources that the ordinary build leaves out, against everything of ours but without Dotmim's packages.</summary>
internal static class DotmimSources
{
    // What the SDK's implicit usings bring.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    public static IEnumerable<string> Files(string project) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, project), "*.cs", SearchOption.TopDirectoryOnly);

    /// <param name="change">Changes a source before it is compiled.</param>
    public static IReadOnlyList<Diagnostic> Compile(string project, Func<string, string>? change = null) =>
        [.. Compilation(project, change).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>Lambdas with a parameter whose type isn't known, where they use more than that parameter: the compiler says nothing about what is inside.</summary>
    public static IReadOnlyList<string> LambdasOverMissingTypes(string project)
    {
        var compilation = Compilation(project, change: null);
        return [.. from tree in compilation.SyntaxTrees
                   let model = compilation.GetSemanticModel(tree)
                   from lambda in tree.GetRoot().DescendantNodes().OfType<LambdaExpressionSyntax>()
                   where model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol method || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error)
                   where UsesMoreThanItsParameters(lambda)
                   select lambda.GetLocation().GetLineSpan().ToString()];
    }

    private static bool UsesMoreThanItsParameters(LambdaExpressionSyntax lambda)
    {
        var own = lambda.DescendantNodes().OfType<ParameterSyntax>().Select(parameter => parameter.Identifier.Text).ToHashSet();
        return lambda.Body.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Any(name => !own.Contains(name.Identifier.Text) && (name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name));
    }

    private static CSharpCompilation Compilation(string project, Func<string, string>? change)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: ["DOTMIM"]);
        var trees = Files(project).Select(file => CSharpSyntaxTree.ParseText(change?.Invoke(File.ReadAllText(file)) ?? File.ReadAllText(file), options, file))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            Path.GetFileName(project), trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
