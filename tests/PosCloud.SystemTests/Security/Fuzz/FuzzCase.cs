using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;

namespace PosCloud.SystemTests.Security.Fuzz;

/// <summary>One request with what it was made of, so that it can be made again with less of it.</summary>
internal abstract record FuzzCase
{
    private FuzzCase()
    {
    }

    /// <summary>The request, with what the device has sent when the hub takes all of it; null when it isn't a right upload.</summary>
    public abstract (RawRequest Request, (JournalSequence Last, Sha256Digest Chain)? Upload) Make(FuzzDevice device);

    /// <summary>Each a little less than this, the largest cuts first.</summary>
    public abstract IEnumerable<FuzzCase> Smaller(FuzzDevice device);

    /// <summary>A request of a real terminal, changed in some places; each change is the seed of a mutator.</summary>
    internal sealed record Changed(RawRequest Original, IReadOnlyList<int> Changes) : FuzzCase
    {
        private RawRequest Request => Changes.Aggregate(Original, (request, change) => new Mutator(new Random(change)).Of(request));

        public override (RawRequest Request, (JournalSequence Last, Sha256Digest Chain)? Upload) Make(FuzzDevice device) => (Request, null);

        public override IEnumerable<FuzzCase> Smaller(FuzzDevice device) =>
            [.. Changes.Select((_, at) => this with { Changes = [.. Changes.Where((_, other) => other != at)] }), .. new Plain(Request).Smaller(device)];
    }

    /// <summary>A request as it is.</summary>
    internal sealed record Plain(RawRequest Request) : FuzzCase
    {
        public override (RawRequest Request, (JournalSequence Last, Sha256Digest Chain)? Upload) Make(FuzzDevice device) => (Request, null);

        public override IEnumerable<FuzzCase> Smaller(FuzzDevice device) => Cuts.Of(Request).Select(request => new Plain(request));
    }

    /// <summary>Contents of facts, which get right hashes and a right credential each time; perhaps with a changed head.</summary>
    internal sealed record Facts(IReadOnlyList<byte[]> Contents, int? HeadChange) : FuzzCase
    {
        public override (RawRequest Request, (JournalSequence Last, Sha256Digest Chain)? Upload) Make(FuzzDevice device)
        {
            var (request, last, chain) = device.Sync(Contents);
            if (HeadChange is { } change) request = request with { Body = new Mutator(new Random(change)).Json(request.Body) };
            return (request, (last, chain));
        }

        public override IEnumerable<FuzzCase> Smaller(FuzzDevice device)
        {
            if (HeadChange is not null) yield return this with { HeadChange = null };
            for (var at = 0; at < Contents.Count; at++) yield return this with { Contents = [.. Contents.Where((_, other) => other != at)] };
            for (var at = 0; at < Contents.Count; at++)
            {
                foreach (var less in Cuts.Of(Contents[at])) yield return this with { Contents = [.. Contents.Take(at), less, .. Contents.Skip(at + 1)] };
            }

            // The facts are as small as they get; what is around them may not matter at all.
            foreach (var less in new Plain(Make(device).Request).Smaller(device)) yield return less;
        }
    }
}
