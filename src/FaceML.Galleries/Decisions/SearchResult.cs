using FaceML.Evaluation.Calibration;

namespace FaceML.Galleries.Decisions;

/// <summary>A person that a search found. Immutable.</summary>
/// <param name="Person">The person.</param>
/// <param name="Score">The fused score of the person's templates.</param>
/// <param name="Rank">1 for the most alike.</param>
/// <param name="Decision">By the threshold for the gallery's size; uncertain where no threshold is known.</param>
public sealed record Candidate(Person Person, float Score, int Rank, MatchDecision Decision);

/// <summary>The answer of a search. Immutable.</summary>
/// <param name="Candidates">The most alike first; empty when no person of the gallery may be found.</param>
/// <param name="Threshold">The threshold that decided, with its grounds.</param>
public sealed record SearchResult(IReadOnlyList<Candidate> Candidates, SearchThreshold Threshold)
{
    /// <summary>The person that the probe shows; null for an unknown one, and where nothing could be decided (<see
    /// cref="IsDecided"/>).</summary>
    public Person? Identity => Candidates is [{ Decision: MatchDecision.Match } best, ..] ? best.Person : null;

    /// <summary>Whether the search was decided, so that no identity means: not enrolled here.</summary>
    public bool IsDecided => Threshold.Value is not null || Candidates.Count == 0;
}

/// <summary>The answer to whether a probe shows a person. Immutable.</summary>
/// <param name="Person">The person.</param>
/// <param name="Score">The fused score of the person's templates; NaN without any.</param>
/// <param name="Decision">By the threshold; uncertain where no threshold is known, or the person has expired or has no template.</param>
/// <param name="Threshold">The threshold that decided, for a gallery of the person's templates alone.</param>
public sealed record VerificationResult(Person Person, float Score, MatchDecision Decision, SearchThreshold Threshold);
