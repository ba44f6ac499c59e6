using System.Security.Cryptography;
using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Enrolment;

namespace PosCloud.Terminal.Engine.Journal;

/// <summary>Epochs that a terminal begins by itself, because no hub can be asked: random, so that nobody else has the same one.</summary>
internal static class OwnEpoch
{
    private const int Length = 5;

    public static JournalEpoch Draw() => JournalEpoch.Parse(RandomNumberGenerator.GetString(EnrolmentCode.Alphabet, Length));

    /// <summary>
    /// Remembers the machine. On another one than last time the folder is a copy, or the other one is: two devices must not
    /// print one number, so this one goes on in an epoch of its own, also without a line.
    /// </summary>
    /// <param name="machine">Null where the machine can't be told; then nothing is looked at.</param>
    /// <returns>True when it was started on another machine.</returns>
    public static bool CheckMachine(TerminalJournal journal, string? machine)
    {
        if (machine is null || journal.Identity is null) return false;
        var known = journal.State.Get(JournalMeta.Machine);
        if (known == machine) return false;
        if (known is not null) journal.StartEpoch(Draw(), EpochStarted.ByItself + "Its data folder was started on another machine.");
        journal.Write(session => session.Set(JournalMeta.Machine, machine));
        return known is not null;
    }
}
