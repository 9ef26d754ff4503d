namespace FaceML.Training.Data;

/// <summary>Embeddings or labels that cannot be trained on; the message names the offending rows or identities.</summary>
public sealed class TrainingDataException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="message">What is wrong with which rows or identities, and what was expected.</param>
    public TrainingDataException(TrainingDataProblem problem, string message)
        : base(message) => Problem = problem;

    /// <summary>What is wrong.</summary>
    public TrainingDataProblem Problem { get; }
}
