namespace FaceML.Training.Gradients;

/// <summary>A graph that cannot be differentiated; the message names the node and what can be frozen instead.</summary>
internal sealed class GradientException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What cannot be done, at which node, and what helps.</param>
    /// <param name="inner">What led to it, if anything.</param>
    public GradientException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
