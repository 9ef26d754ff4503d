namespace FaceML.Evaluation.Calibration;

/// <summary>What a promise is about.</summary>
public enum PromiseScope
{
    /// <summary>
    /// <see cref="NextSample"/> for a target of one rate, which is how a promise gets checked; <see cref="Population"/> where that is not
    /// offered: equal-error and cost targets, and <see cref="BoundMethod.IdentityBootstrap"/>.
    /// </summary>
    Automatic,

    /// <summary>
    /// The true rate in the population that the calibration people are a sample of. A finite test set may still show more, by chance of its
    /// own.
    /// </summary>
    Population,

    /// <summary>
    /// The rate that will be measured on a further sample of the same size and kind: stricter, because that sample has an error of its
    /// own as large as the calibration sample's. The scope to choose when the promise is to be checked on held-out people.
    /// </summary>
    NextSample,
}
