using PosCloud.Ui;

namespace PosCloud.Terminal.Enrolment;

/// <summary>One thing a new terminal needs, and whether it's here.</summary>
/// <param name="State">Here, on its way, or not yet.</param>
/// <param name="Name">What it is.</param>
/// <param name="Detail">How much of it.</param>
/// <param name="When">When it came, its share, or what comes before it.</param>
public sealed record FirstSyncItem(LampState State, string Name, string Detail, string When);
