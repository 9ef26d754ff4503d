using FaceML.Galleries;

namespace DoorAccess;

/// <summary>What the door does.</summary>
public enum DoorDecision
{
    /// <summary>Somebody who is enrolled: the door opens.</summary>
    LetIn,

    /// <summary>Somebody who is not enrolled, or no live face: the door stays shut.</summary>
    Refused,

    /// <summary>The frames do not suffice: the door stays shut, and the person may try again or ring.</summary>
    CannotDecide,
}

/// <summary>A decision and what it rests on. Immutable.</summary>
/// <param name="Decision">What the door does.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Frames">The frames that speak for it.</param>
public sealed record Verdict(DoorDecision Decision, string Reason, IReadOnlyList<Observation> Frames)
{
    /// <summary>Who is let in; else null.</summary>
    public Person? Person => Decision == DoorDecision.LetIn ? Frames[0].Person : null;

    /// <summary>The frame that speaks for it least: the one whose score is nearest to the threshold.</summary>
    public Observation Weakest => Frames.MinBy(frame => MathF.Abs((frame.Score - frame.Threshold) ?? float.MaxValue))!;
}

/// <summary>
/// Joins the frames of one visit into one decision: the first outcome that <paramref name="agreeing"/> of at most
/// <paramref name="window"/> frames share.
/// </summary>
/// <remarks>
/// One frame is too little: the head turns, somebody walks by behind, and each further frame of a stranger is a further chance of a false
/// match. Asking for the same person several times takes out what befalls a single frame. It does not multiply the promise: frames of one
/// face resemble each other, so a look-alike stays one. What is promised is therefore the rate of the single frame.
/// </remarks>
/// <param name="agreeing">How many frames must say the same.</param>
/// <param name="window">After how many frames without agreement nothing is decided.</param>
/// <param name="gap">After how long without a frame a new visit begins.</param>
public sealed class FrameVote(int agreeing, int window, TimeSpan gap)
{
    private readonly List<Observation> visit = [];
    private DateTimeOffset last;

    /// <summary>Adds a frame.</summary>
    /// <param name="observation">What it says.</param>
    /// <param name="time">When it was taken.</param>
    /// <returns>What is decided with this frame: mostly nothing; two decisions where a new visit begins and is decided at once.</returns>
    public IEnumerable<Verdict> Add(Observation observation, DateTimeOffset time)
    {
        List<Verdict> verdicts = [];
        if (observation.Sight == Sight.NoFace || time - last > gap)
        {
            verdicts.AddRange(End());
        }

        last = time;
        if (observation.Sight == Sight.NoFace)
        {
            return verdicts;
        }

        visit.Add(observation);
        if (Decide(observation) is { } verdict)
        {
            visit.Clear();
            verdicts.Add(verdict);
        }

        return verdicts;
    }

    /// <summary>Ends the visit: the person is gone, or no frame will come.</summary>
    public IEnumerable<Verdict> End()
    {
        Verdict[] verdicts = visit.Count == 0 ? [] : [Undecided($"gone after {Count(visit.Count)}, before {agreeing} agreed")];
        visit.Clear();
        return verdicts;
    }

    private Verdict? Decide(Observation newest)
    {
        // Whoever holds up a screen must not be let in because other frames of it passed: one such frame ends the visit.
        if (newest.Sight == Sight.NotLive)
        {
            return new Verdict(DoorDecision.Refused, newest.Reason, [newest]);
        }

        Observation[] same = [.. visit.Where(o => o.Sight == newest.Sight && o.Person?.Key == newest.Person?.Key)];
        if (same.Length < agreeing)
        {
            return visit.Count < window ? null : Undecided($"no outcome in {agreeing} of {Count(window)}");
        }

        DoorDecision decision = newest.Sight switch
        {
            Sight.Enrolled => DoorDecision.LetIn,
            Sight.Stranger => DoorDecision.Refused,
            _ => DoorDecision.CannotDecide,
        };
        return new Verdict(decision, $"{newest.Reason.TrimEnd('.')}, in {same.Length} of {Count(visit.Count)}", same);
    }

    private Verdict Undecided(string reason) => new(DoorDecision.CannotDecide, reason, [.. visit]);

    private static string Count(int frames) => frames == 1 ? "1 frame" : $"{frames} frames";
}
