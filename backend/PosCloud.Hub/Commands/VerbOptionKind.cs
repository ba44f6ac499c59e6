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

    /// <summary>As <see cref="File"/>, for bytes: the verb gets them as base64.</summary>
    Bytes,

    /// <summary>A path by its place, of a file that the verb writes; the command makes it a full one, because a running hub stands elsewhere.</summary>
    OutputPath,
}
