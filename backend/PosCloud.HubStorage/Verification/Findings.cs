namespace PosCloud.HubStorage.Verification;

/// <summary>Collects violations up to a limit.</summary>
internal sealed class Findings
{
    public const int Limit = 200;

    private readonly List<string> _found = [];

    public IReadOnlyList<string> All => _found;

    public void Add(string violation)
    {
        if (_found.Count < Limit) _found.Add(violation);
    }

    public void Expect(bool holds, string violation)
    {
        if (!holds) Add(violation);
    }
}
