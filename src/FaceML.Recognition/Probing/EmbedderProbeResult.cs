using FaceML.Evaluation;

namespace FaceML.Recognition;

/// <summary>One way of showing faces beside others, on the same faces.</summary>
/// <param name="Reference">The way that the others are compared with: a card as it is, or the best that was found.</param>
/// <param name="Others">The others, the best first.</param>
internal sealed record EmbedderProbeResult(EmbedderProbe.Variant Reference, IReadOnlyList<EmbedderProbe.Variant> Others)
{
    /// <summary>
    /// A smaller gain is called none, as a share of d′: right cards differ by less among themselves (127 or 127.5, 1/127.5 or 1/128), and a
    /// paired comparison sees even that.
    /// </summary>
    public const double LeastGain = 0.01;

    /// <summary>
    /// Of the ways that separate these faces better than the reference, by more than <see cref="LeastGain"/> and by more than chance, the
    /// best; one that changes a single field of the card goes before one that changes two and is better by no more than chance. Null when
    /// there is none.
    /// </summary>
    internal EmbedderProbe.Variant? LikelyMistake
    {
        get
        {
            EmbedderProbe.Variant[] better = [.. Others.Where(way => way.Advantage.Lower > 0 && way.Advantage.DPrime > Least)];
            return better.FirstOrDefault(way => way.IsOneField && SeparationAdvantage.Of(better[0].WithoutEach, way.WithoutEach).Lower <= 0)
                ?? better.FirstOrDefault();
        }
    }

    /// <summary>The ways of which these faces do not tell whether they separate better than the reference. More people would.</summary>
    internal IReadOnlyList<EmbedderProbe.Variant> Undecided =>
        [.. Others.Where(way => way.Advantage.Upper > Least && !(way.Advantage.Lower > 0))];

    private double Least => LeastGain * Math.Abs(Reference.Separation.DPrime);

    /// <summary>
    /// About how many people it would take to tell the undecided ones, were these people like others; null when nothing is undecided or
    /// these are too few to say.
    /// </summary>
    public int? PeopleNeeded()
    {
        double most = 0;
        foreach (EmbedderProbe.Variant way in Undecided)
        {
            // The interval has to shrink until it no longer holds both nothing and a gain; standard errors go with the root of the people.
            double half = way.Advantage.Upper - way.Advantage.DPrime, room = way.Advantage.DPrime > Least
                ? way.Advantage.DPrime
                : Least - way.Advantage.DPrime;
            most = Math.Max(most, way.Advantage.People * Math.Pow(half / Math.Max(room, Least / 2), 2));
        }

        return most is > 0 and < 10_000 ? (int)Math.Ceiling(most) : null;
    }
}
