using System.CommandLine;
using PosCloud.Hub.Administration;

namespace PosCloud.Hub.Commands;

/// <summary>Builds a verb's command: reads its options and hands them to whoever has the database open.</summary>
internal static class VerbCommand
{
    public static Command Create(VerbShape shape, string lastWord)
    {
        var command = new Command(lastWord, shape.Description);
        var readers = new List<(VerbOption Option, Func<ParseResult, string?> Read)>();
        foreach (var option in shape.Options) readers.Add((option, Add(command, option)));
        command.SetInterruptibleAction(async (line, cancellationToken) =>
        {
            var values = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var (option, read) in readers)
            {
                var value = option.Kind == VerbOptionKind.OutputPath && read(line) is { } path ? Path.GetFullPath(path) : read(line);
                if (option.Kind is not (VerbOptionKind.File or VerbOptionKind.Bytes) || value is null)
                {
                    values[option.Name] = value;
                    continue;
                }

                if (!File.Exists(value)) return Print(VerbAnswer.Failed(ExitCodes.BadUsage, $"There is no file {value}."));
                values[option.Name] = option.Kind == VerbOptionKind.File
                    ? await File.ReadAllTextAsync(value, cancellationToken)
                    : Convert.ToBase64String(await File.ReadAllBytesAsync(value, cancellationToken));
            }

            var arguments = new VerbArguments(line.GetValue(CommonOptions.Json), values);
            return Print(await VerbRunner.RunAsync(shape, line.GetValue(CommonOptions.Data), arguments, cancellationToken));
        });
        return command;
    }

    private static Func<ParseResult, string?> Add(Command command, VerbOption option)
    {
        switch (option.Kind)
        {
            case VerbOptionKind.Argument or VerbOptionKind.File or VerbOptionKind.Bytes or VerbOptionKind.OutputPath:
                var argument = new Argument<string>(option.Name) { Description = option.Description };
                command.Add(argument);
                return line => line.GetValue(argument);
            case VerbOptionKind.Flag:
                var flag = new Option<bool>("--" + option.Name) { Description = option.Description };
                command.Add(flag);
                return line => line.GetValue(flag) ? "true" : null;
            default:
                var value = new Option<string?>("--" + option.Name) { Description = option.Description, Required = option.Kind == VerbOptionKind.Required };
                command.Add(value);
                return line => line.GetValue(value);
        }
    }

    private static int Print(VerbAnswer answer)
    {
        Console.Out.Write(answer.Output);
        if (answer.Problem is not null) Console.Error.WriteLine(answer.Problem);
        return answer.ExitCode;
    }
}
