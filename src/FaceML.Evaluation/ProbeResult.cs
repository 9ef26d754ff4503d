namespace FaceML.Evaluation;

/// <summary>What a search of one probe found.</summary>
/// <param name="Rank">The rank of the best template of the probe's person, from 1; 0 when that person is not in the gallery. Other people's
/// templates of equal score stand before it.</param>
/// <param name="MateScore">The best score of that person's templates; −∞ when there is none.</param>
/// <param name="BestOtherScore">The best score of other people's templates; −∞ when there is none.</param>
internal readonly record struct ProbeResult(int Rank, float MateScore, float BestOtherScore)
{
    /// <summary>Whether the probe's person is in the gallery.</summary>
    public bool IsMated => Rank > 0;
}
