using FaceML.Galleries.Decisions;

namespace FaceML.Galleries;

/// <summary>How this process uses a gallery. Not stored.</summary>
public sealed record GalleryOptions
{
    /// <summary>
    /// What decides. The default value is null: searches give scores and ranks, decisions are
    /// <see cref="FaceML.Evaluation.Calibration.MatchDecision.Uncertain"/>,
    /// and duplicates are not looked for.
    /// </summary>
    public GalleryThreshold? Threshold { get; init; }

    /// <summary>The keys that templates are encrypted with. The default value is null: templates are stored unencrypted.</summary>
    public GalleryKeys? Keys { get; init; }

    /// <summary>How searches are done. The default value is <see cref="SearchMethod.Automatic"/>.</summary>
    public SearchMethod Search { get; init; } = SearchMethod.Automatic;

    /// <summary>
    /// Up to how many templates <see cref="SearchMethod.Automatic"/> searches exactly. The default value is 200,000: quantized search is
    /// quicker above and takes a third of the memory, and can miss one of the best now and then.
    /// </summary>
    public int ExactLimit { get; init; } = 200_000;

    /// <summary>The threads of a search. The default value is 0: one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>The clock: when templates are enrolled and persons expire. The default value is the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal int ThreadCount => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal void Validate()
    {
        if (ExactLimit < 0 || Threads < 0 || !Enum.IsDefined(Search))
        {
            throw new GalleryException(GalleryError.InvalidArgument,
                $"The exact limit and the threads must not be negative and the search method must be a named value; they are "
                + $"{ExactLimit}, {Threads} and {Search}.");
        }
    }
}
