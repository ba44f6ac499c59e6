using System.Diagnostics;
using PosCloud.Domain.Facts;
using PosCloud.Terminal.Engine.Telemetry;

namespace PosCloud.Terminal.Engine.Sync;

/// <summary>
/// Joins an upload to the traces of the sales it carries, even hours and a restart later: it continues the first one's
/// trace and links the others, so the hub's work hangs below the sale.
/// </summary>
internal static class UploadTrace
{
    private const int MaxLinks = 64;

    public static Activity? Start(UploadBatch? batch)
    {
        if (batch is null) return TerminalTelemetry.Activities.StartActivity("sync.pull", ActivityKind.Client);
        if (!TerminalTelemetry.Activities.HasListeners()) return null;
        var contexts = batch.Facts.Select(Context).Where(context => context != default).Distinct().Take(MaxLinks).ToList();
        var activity = TerminalTelemetry.Activities.StartActivity(
            "sync.upload", ActivityKind.Client, contexts.FirstOrDefault(), links: contexts.Skip(1).Select(context => new ActivityLink(context)));
        activity?.SetTag("poscloud.epoch", batch.Epoch.Value);
        activity?.SetTag("poscloud.first_sequence", batch.Facts[0].Sequence.Value);
        activity?.SetTag("poscloud.facts", batch.Facts.Count);
        return activity;
    }

    private static ActivityContext Context(JournalEntry entry) =>
        FactCodec.Read(entry.Fact) is FactReading.Understood { Body.Context.TraceParent: { } parent } && ActivityContext.TryParse(parent, null, true, out var context)
            ? context
            : default;
}
