namespace PosCloud.Hub.Commands;

/// <summary>A verb as it stands on the command line, with the type that does its work.</summary>
/// <param name="Name">One or two words, <c>stores add</c>.</param>
/// <param name="Handler">Implements <see cref="IVerb"/>.</param>
internal sealed record VerbShape(string Name, string Description, Type Handler, IReadOnlyList<VerbOption> Options)
{
    public static VerbShape Of<THandler>(string name, string description, params VerbOption[] options)
        where THandler : class, IVerb => new(name, description, typeof(THandler), options);
}
