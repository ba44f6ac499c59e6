namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>A fault for people: what happened, how to meet it again, and what to send.</summary>
/// <param name="Again">Settings of a run that sends this request only.</param>
/// <param name="Requests">One, as small as it can be; all that was on its way where none of it shows the fault alone.</param>
internal sealed record FuzzFinding(Complaint Complaint, string Again, IReadOnlyList<RawRequest> Requests)
{
    public override string ToString() =>
        $"{Complaint.Words}\nAgain: {Again}\n{(Requests.Count == 1 ? "The least that shows it" : "Alone none of these shows it")}:\n{string.Join('\n', Requests)}";
}
