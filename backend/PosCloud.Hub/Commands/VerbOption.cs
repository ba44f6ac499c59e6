namespace PosCloud.Hub.Commands;

/// <summary>One option or argument of a verb.</summary>
/// <param name="Name">Without dashes; the key in <see cref="VerbArguments"/>.</param>
/// <param name="Kind">How it is written on the command line.</param>
internal sealed record VerbOption(string Name, string Description, VerbOptionKind Kind = VerbOptionKind.Optional)
{
    public static VerbOption Required(string name, string description) => new(name, description, VerbOptionKind.Required);

    public static VerbOption Flag(string name, string description) => new(name, description, VerbOptionKind.Flag);

    public static VerbOption Argument(string name, string description) => new(name, description, VerbOptionKind.Argument);

    public static VerbOption File(string name, string description) => new(name, description, VerbOptionKind.File);
}
