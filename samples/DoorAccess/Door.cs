using System.Globalization;

namespace DoorAccess;

/// <summary>Frames in, decisions out: each is logged, then carried out.</summary>
/// <param name="reader">Says whom a frame shows.</param>
/// <param name="vote">Joins frames into decisions.</param>
/// <param name="log">Keeps the decisions.</param>
/// <param name="output">Gets a line for each decision.</param>
/// <param name="clock">When a frame was taken; null for the system's.</param>
public sealed class Door(FrameReader reader, FrameVote vote, AccessLog log, TextWriter output, TimeProvider? clock = null)
{
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly HashSet<DoorDecision> made = [];

    /// <summary>Reads frames until there are no more, or the waiting for them was ended.</summary>
    /// <param name="frames">The frames' files.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IAsyncEnumerable<string> frames)
    {
        try
        {
            await foreach (string frame in frames)
            {
                Act(vote.Add(reader.Read(frame), clock.GetUtcNow()));
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C while the folder is watched: what was seen so far is decided, as if the person had gone.
        }

        Act(vote.End());
        return made.Contains(DoorDecision.Refused) ? DoorCommand.Refused
            : made.Contains(DoorDecision.CannotDecide) || made.Count == 0 ? DoorCommand.CannotDecide
            : DoorCommand.LetIn;
    }

    private void Act(IEnumerable<Verdict> verdicts)
    {
        foreach (Verdict verdict in verdicts)
        {
            // Logged first: a door that cannot write its log throws here, and stays shut.
            log.Write(verdict, clock.GetUtcNow());
            made.Add(verdict.Decision);
            output.WriteLine(Line(verdict));
            if (verdict.Decision == DoorDecision.LetIn)
            {
                // Here your lock opens.
            }
        }
    }

    private static string Line(Verdict verdict)
    {
        string what = verdict.Decision switch
        {
            DoorDecision.LetIn => "let in",
            DoorDecision.Refused => "refused",
            _ => "cannot decide",
        };
        string score = verdict.Weakest is { Score: { } value, Threshold: { } threshold }
            ? string.Create(CultureInfo.InvariantCulture, $" (score {value:F2}, threshold {threshold:F2})")
            : "";
        return $"{what,-13}  {verdict.Reason}{score}";
    }
}
