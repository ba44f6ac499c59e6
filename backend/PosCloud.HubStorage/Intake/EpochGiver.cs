using System.Security.Cryptography;
using PosCloud.Domain.Identity;
using PosCloud.HubStorage.Writing;
using PosCloud.Protocol.Enrolment;

namespace PosCloud.HubStorage.Intake;

/// <summary>
/// Gives a device whose line forked or fell behind an epoch to go on in: random, so that a restored hub can't give the
/// same one twice, and the same for every repeat of the same cause.
/// </summary>
internal static class EpochGiver
{
    private const int Length = 4;

    public static async Task<JournalEpoch> GiveAsync(HubTransaction transaction, TerminalId terminal, JournalEpoch epoch, string cause)
    {
        var given = await transaction.FirstAsync(
            "SELECT given FROM epoch_given WHERE terminal = @p0 AND epoch = @p1 AND cause = @p2", row => row.GetString(0), terminal.Value, epoch.Value, cause);
        if (given is not null) return JournalEpoch.Parse(given);
        do
        {
            given = RandomNumberGenerator.GetString(EnrolmentCode.Alphabet, Length);
        }
        while (await IsUsedAsync(transaction, terminal, given));

        await transaction.ExecuteAsync(
            "INSERT INTO epoch_given (terminal, epoch, cause, given, given_at) VALUES (@p0, @p1, @p2, @p3, @p4)",
            terminal.Value, epoch.Value, cause, given, transaction.NowMilliseconds);
        return JournalEpoch.Parse(given);
    }

    private static async Task<bool> IsUsedAsync(HubTransaction transaction, TerminalId terminal, string epoch) => await transaction.FirstAsync(
        """
        SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT epoch FROM terminal_head WHERE terminal = @p0 AND epoch = @p1
        UNION ALL SELECT given FROM epoch_given WHERE terminal = @p0 AND given = @p1) AS used
        """,
        row => row.GetInt64(0),
        terminal.Value,
        epoch) > 0;
}
