using PosCloud.KillSwitch;

/// <summary>
/// What the runtime calls before a program's own code when DOTNET_STARTUP_HOOKS names this assembly. The name and the
/// missing namespace are the runtime's.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (!Moments.AreWatched) return;
        SqliteLibrary.Watch();
        HttpMoments.Watch();
        if (Moments.Mention(AnswerMoments.Word)) AnswerMoments.Watch();
        if (Moments.Mention(GrowthMoments.Word)) GrowthMoments.Watch();
        if (Moments.Mention(PostgresMoments.Word)) PostgresMoments.Watch();
    }
}
