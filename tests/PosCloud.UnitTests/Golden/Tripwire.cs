using System.Text;
using PosCloud.TestKit.Golden;

namespace PosCloud.UnitTests.Golden;

/// <summary>What a person reads who has changed something that programs in the field write and read.</summary>
internal static class Tripwire
{
    private const string Write = "POSCLOUD_GOLDEN=write tests/PosCloud.UnitTests/bin/Debug/net10.0/PosCloud.UnitTests -namespace '*Golden*'";

    /// <summary>Fails when a shape isn't the one that its version was given.</summary>
    /// <param name="where">Where its version stands.</param>
    public static void AssertShape(string file, string shape, string what, string where)
    {
        var kept = GoldenFolder.Read(file, () => Encoding.UTF8.GetBytes(shape));
        Assert.True(kept is not null, Missing(file));
        var before = Encoding.UTF8.GetString(kept!).Split('\n');
        var now = shape.Split('\n');
        Assert.True(
            before.SequenceEqual(now),
            $"""
             The shape of {what} has changed, but not its version. Programs in the field write and read it as {file} has it.
               gone: {string.Join(" · ", before.Except(now).Select(line => line.Trim()))}
               new:  {string.Join(" · ", now.Except(before).Select(line => line.Trim()))}
             {ToDo(where)}
             """);
    }

    public static string OtherBytes(string what, string where, string file) =>
        $"""
         This build writes {what} otherwise than {file} has it, under the same version.
         {ToDo(where)}
         If only the sample was changed, put it back and add another beside it.
         """;

    public static string Missing(string file) =>
        $"""
         There is no golden file {file}. If this is a new type or version, and its sample stands in tests/PosCloud.UnitTests/Golden/Samples,
         write the file with
           {Write}
         and commit it. If a file was removed, put it back: devices in the field still have such bytes.
         """;

    private static string ToDo(string where) =>
        $"""
         What to do:
           1. Raise {where}, and go on reading the old version: its golden files stay and must still be read.
           2. Put a sample of what is new into tests/PosCloud.UnitTests/Golden/Samples.
           3. Write the new version's files (files that exist are never changed) and commit them:
              {Write}
           4. Say it in CHANGELOG.md and, for messages and tables, in PROTOCOL.md.
         """;
}
