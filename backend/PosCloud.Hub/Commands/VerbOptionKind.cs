namespace PosCloud.Hub.Commands;

/// <summary>How an option is written.</summary>
internal enum VerbOptionKind
{
    /// <summary><c>--name value</c>, may be absent.</summary>
    Optional,

    /// <summary><c>--name value</c>.</summary>
    Required,

    /// <summary><c>--name</c>, true when present.</summary>
    Flag,

    /// <summary>A value by its place.</summary>
    Argument,

    /// <summary>A path by its place; the command reads the file and passes its text on, because a running hub may not see it.</summary>
    File,
}
