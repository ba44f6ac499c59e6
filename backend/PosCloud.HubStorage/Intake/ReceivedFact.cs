using PosCloud.Domain.Facts;
using PosCloud.Domain.Identity;
using PosCloud.Protocol.Errors;
using PosCloud.Protocol.Sync;

namespace PosCloud.HubStorage.Intake;

/// <summary>A fact as received, checked and read as far as it can be without the database.</summary>
/// <param name="Fact">Null when the bytes are damaged or aren't a fact.</param>
/// <param name="Body">Null unless it can be applied.</param>
internal sealed record ReceivedFact(
    JournalSequence Sequence, FactFrame Frame, Sha256Digest Previous, Fact? Fact, FactBody? Body, QuarantineCode? Code, string? Reason)
{
    public bool IsDamaged => Code == QuarantineCode.Damaged;

    /// <summary>Reads a request's facts; null with the problem when the chain of hashes contradicts itself.</summary>
    public static IReadOnlyList<ReceivedFact>? ReadAll(IntakeRequest request, Func<Fact, FactReading> reading, out string? problem)
    {
        problem = null;
        if (request.First.Value < 1 || (request.First.Value == 1 && request.Previous != Sha256Digest.None))
        {
            problem = "A journal begins at sequence 1 without a previous hash.";
            return null;
        }

        if (request.First.Value > long.MaxValue - request.Facts.Count)
        {
            problem = "The sequence numbers are too large.";
            return null;
        }

        var facts = new List<ReceivedFact>(request.Facts.Count);
        var (sequence, previous) = (request.First, request.Previous);
        foreach (var frame in request.Facts)
        {
            if (FactHash.ChainHash(previous, request.Terminal, request.Epoch, sequence, frame.ContentHash) != frame.ChainHash)
            {
                problem = $"The chain hash of sequence {sequence} doesn't follow from the one before.";
                return null;
            }

            facts.Add(Read(sequence, frame, previous, reading));
            previous = frame.ChainHash;
            sequence = sequence.Next();
        }

        return facts;
    }

    public static ReceivedFact Read(JournalSequence sequence, FactFrame frame, Sha256Digest previous, Func<Fact, FactReading> reading)
    {
        ReceivedFact Quarantined(Fact? fact, QuarantineCode code, string reason) => new(sequence, frame, previous, fact, null, code, reason);

        if (Sha256Digest.Of(frame.Content.Span) != frame.ContentHash)
            return Quarantined(null, QuarantineCode.Damaged, "The bytes don't match their hash: the terminal's file or the line damaged them.");
        if (!FactHash.TryReadContent(frame.Content, out var fact) || fact is null)
            return Quarantined(null, QuarantineCode.Malformed, "The bytes aren't a fact.");
        return ReadBody(fact, reading) switch
        {
            FactReading.Unknown unknown => Quarantined(
                fact, QuarantineCode.Future, $"This release doesn't know {unknown.Type} version {unknown.Version}."),
            FactReading.Malformed malformed => Quarantined(fact, QuarantineCode.Malformed, malformed.Problem),
            FactReading.Understood understood when FactRules.Problem(understood.Body) is { } problem =>
                Quarantined(fact, QuarantineCode.Malformed, problem),
            FactReading.Understood understood => new ReceivedFact(sequence, frame, previous, fact, understood.Body, null, null),
            _ => throw new InvalidOperationException("Unknown reading of a fact."),
        };
    }

    private static FactReading ReadBody(Fact fact, Func<Fact, FactReading> reading)
    {
        try
        {
            return reading(fact);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // Text that no string can hold, or numbers out of their type's range.
            return new FactReading.Malformed(error.Message);
        }
    }
}
