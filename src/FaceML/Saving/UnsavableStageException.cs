namespace FaceML.Saving;

/// <summary>
/// A stage of a chain cannot be written into a saved pipeline. Nothing was written. The message names the stage, the reason and the way
/// out.
/// </summary>
public sealed class UnsavableStageException : NotSupportedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="position">Its place in the flat chain, from 1.</param>
    /// <param name="reason">Why it cannot be saved and what to do, as a clause that follows the stage's name.</param>
    /// <param name="innerException">What it came from, or null.</param>
    public UnsavableStageException(string stage, int position, string reason, Exception? innerException = null)
        : base($"Stage {position} of the chain, {stage}, cannot be saved: {reason}", innerException)
    {
        Stage = stage;
        Position = position;
    }

    /// <summary>The stage: the name of its transformer type.</summary>
    public string Stage { get; }

    /// <summary>Its place in the flat chain, from 1.</summary>
    public int Position { get; }
}
